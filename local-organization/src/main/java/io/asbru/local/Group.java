package io.asbru.local;

/**
 * A group of users in one organization. Which users belong to it, {@link User#groups()} says.
 *
 * @param id a UUID
 * @param name the display name
 */
record Group(String id, String name) {}
