package io.asbru.sample;

/**
 * A place where cars are sold.
 *
 * @param id number given by this application
 * @param name name of the store
 * @param city where it is
 */
record Store(int id, String name, String city) {}
