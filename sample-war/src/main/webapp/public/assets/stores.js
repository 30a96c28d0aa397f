// Calls the stores API as the signed-in user. The browser sends the session's cookie by itself; there is no token here.
(function () {
  'use strict';

  const list = document.getElementById('stores');
  const listMessage = document.getElementById('list-message');
  const form = document.getElementById('new-store');
  const addMessage = document.getElementById('add-message');
  const tryAnyway = document.getElementById('try-anyway');
  const api = list.dataset.api;

  function say(place, text, manner) {
    place.className = manner ? 'message ' + manner : 'message';
    place.textContent = text;
  }

  function offerSignIn(place) {
    const link = document.createElement('a');
    link.href = list.dataset.signIn;
    link.textContent = 'Sign in again';
    place.append(' ', link, '.');
  }

  function element(name, text) {
    const node = document.createElement(name);
    node.textContent = text;
    return node;
  }

  function show(stores) {
    list.replaceChildren();
    stores.forEach(function (store) {
      const item = document.createElement('li');
      item.append(element('strong', store.name), element('span', store.city));
      list.append(item);
    });
    say(listMessage, stores.length === 0 ? 'There are no stores yet.' : '');
  }

  // Every answer as {status, body, retryAfter}; what is no JSON has an empty body.
  function call(method, body) {
    const request = {method: method, credentials: 'same-origin', headers: {'Accept': 'application/json'}};
    if (body) {
      request.headers['Content-Type'] = 'application/json';
      request.body = JSON.stringify(body);
    }
    return fetch(api, request).then(function (response) {
      return response.json().catch(function () { return {}; }).then(function (json) {
        return {
          status: response.status, ok: response.ok, body: json,
          retryAfter: response.headers.get('Retry-After'), challenge: response.headers.get('WWW-Authenticate') || ''
        };
      });
    });
  }

  function explain(place, answer) {
    const told = answer.body.error_description ? ' The API says: ' + answer.body.error_description : '';
    if (answer.status === 401) {
      say(place, 'Your sign-in has ended.', 'failed');
      offerSignIn(place);
    } else if (answer.status === 403) {
      const needed = /scope="([^"]*)"/.exec(answer.challenge);
      say(place, 'You may not do this' + (needed ? ': it needs the scope ' + needed[1] : '') + '.' + told, 'failed');
    } else if (answer.status === 503) {
      say(place, 'The organization cannot be asked at the moment. Try again in '
          + (answer.retryAfter || 'a few') + ' seconds.' + told, 'failed');
    } else if (answer.status === 400 || answer.status === 409) {
      say(place, 'The store was not added.' + told, 'failed');
    } else {
      say(place, 'That did not work (' + answer.status + ').' + told, 'failed');
    }
  }

  function notReached(place) {
    return function () { say(place, 'The application cannot be reached. Is it still running?', 'failed'); };
  }

  function load() {
    say(listMessage, 'Asking for the stores …');
    return call('GET').then(function (answer) {
      if (answer.ok) {
        show(answer.body.stores);
      } else {
        list.replaceChildren();
        explain(listMessage, answer);
      }
    }).catch(notReached(listMessage));
  }

  function add(store) {
    say(addMessage, 'Adding the store …');
    return call('POST', store).then(function (answer) {
      if (!answer.ok) {
        explain(addMessage, answer);
        return undefined;
      }
      form.reset();
      say(addMessage, answer.body.name + ' was added.', 'done');
      return load();
    }).catch(notReached(addMessage));
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    add({name: form.elements.name.value, city: form.elements.city.value});
  });
  if (tryAnyway) {
    tryAnyway.addEventListener('click', function () { add({name: 'A store', city: 'Anywhere'}); });
  }
  load();
})();
