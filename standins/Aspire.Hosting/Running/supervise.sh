# sh supervise.sh APP_HOST STOP_SIGNAL GRACE_SECONDS COMMAND...
# Stands between the app host and one process, in a session of its own, so that a Ctrl-C typed at the app host does not
# reach the process. SIGTERM asks for the end: from the app host, or from the kernel when the app host has died in any way
# (setpriv --pdeathsig TERM started this shell). The process gets its own stop signal, then time, then SIGKILL with all of
# its group; and SIGKILL at once should this shell be killed itself (COMMAND begins with setpriv --pdeathsig KILL).
app_host=$1 signal=$2 grace=$3
shift 3
stopping=

stop() {
  trap '' TERM
  stopping=yes
  child=$!
  [ -n "$child" ] || exit 143
  kill -s "$signal" "$child" 2>/dev/null
  ticks=0
  while kill -0 "$child" 2>/dev/null && [ "$ticks" -lt $((grace * 10)) ]; do
    sleep 0.1
    ticks=$((ticks + 1))
  done
  kill -s KILL -- "-$child" 2>/dev/null || kill -s KILL "$child" 2>/dev/null
}

trap stop TERM
# The kernel tells of a death that happens from now on; this is for one that happened before.
[ "$PPID" = "$app_host" ] || exit 143

setsid "$@" </dev/null &
child=$!
wait "$child"
code=$?
if [ -n "$stopping" ]; then
  # The signal ended that wait; the process has ended since, and this gives its own code.
  wait "$child"
  code=$?
fi
# Whatever the process started and left behind goes with it.
kill -s KILL -- "-$child" 2>/dev/null
exit "$code"
