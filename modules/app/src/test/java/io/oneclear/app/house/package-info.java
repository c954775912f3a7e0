/**
 * The rules of the house as tests: arrows between rooms, fenced libraries, sizes, banned words, one
 * format. Each rule also has a test that proves it bites.
 */
package io.oneclear.app.house;
