# A PostgreSQL of one run, on a port of this machine: `sh throwaway.sh BIN PORT SYNC`, where SYNC is
# `on` when it is to wait for its disk. It prints "ready" and lives until its standard input ends,
# whichever way its parent ends. Meanwhile it hears lines: "stop" takes PostgreSQL away as a crash
# does, and "gone" is the answer; "start" brings it back on the same data and port.
set -e
bin=$1
umask 077
folder=$(mktemp -d /tmp/waypost-postgres-XXXXXX)
end() {
  "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap end EXIT
trap 'exit 1' INT TERM HUP
cd "$folder"

# Text that sorts as people sort it, where this PostgreSQL can: a story that leans on the order of
# bytes shows it.
init() { "$bin/initdb" -D data -U waypost -A trust -E UTF8 --no-sync "$@" >init.log 2>&1; }
init --locale-provider=icu --icu-locale=en-US || init --locale=C || { cat init.log >&2; exit 1; }

cat >>data/postgresql.conf <<CONF
listen_addresses = '127.0.0.1'
port = $2
unix_socket_directories = ''
max_connections = 400
shared_buffers = 64MB
fsync = $3
full_page_writes = $3
autovacuum = off
CONF
start() {
  "$bin/pg_ctl" -D data -l server.log -w -t 60 -s start </dev/null >/dev/null 2>&1 || { cat server.log >&2; exit 1; }
  echo ready
}
start
while read -r word; do
  case $word in
    start) start ;;
    stop)
      "$bin/pg_ctl" -D data -m immediate -w -t 60 -s stop </dev/null >/dev/null
      echo gone
      ;;
  esac
done
