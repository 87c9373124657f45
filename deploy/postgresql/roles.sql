-- Two roles and one database. psql gives the passwords as variables:  psql -v password=... -v owner_password=... -f roles.sql
-- portal_owner owns the tables: migrations and restores use it. portal is what the services use: it reads and writes
-- rows, and can neither change a table nor take off the triggers that guard the record.
\set ON_ERROR_STOP on
SELECT 'CREATE ROLE portal_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_owner') \gexec
SELECT 'CREATE ROLE portal' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal') \gexec
ALTER ROLE portal_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
ALTER ROLE portal LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 50 PASSWORD :'password';
-- A connection that holds rows and says nothing for an hour is ended.
ALTER ROLE portal SET idle_in_transaction_session_timeout = '1h';
CREATE DATABASE portal OWNER portal_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
\connect portal
\ir rights.sql
