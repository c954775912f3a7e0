/** PostgreSQL: schema, group-commit journal, repositories, embedded server. */
package io.oneclear.store;
