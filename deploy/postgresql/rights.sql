-- What the role `portal` may do in a database that portal_owner owns. Once for each database, while it is empty:
-- psql -d portal_new -f rights.sql
\set ON_ERROR_STOP on
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO portal', current_database()) \gexec
GRANT USAGE ON SCHEMA public TO portal;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO portal;
