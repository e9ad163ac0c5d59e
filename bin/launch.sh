# Sourced by the commands beside it, which set `module` and `main` first: finds Java and the class path,
# and becomes the Java process. The same file serves a checkout (after "make build") and an unpacked tar.

home=$(dirname "$(dirname "$(readlink -f "$0")")")

refuse() {
  echo "$(basename "$0"): $1" >&2
  exit 2
}

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
  [ -x "$java" ] || refuse "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it; point it at a JDK of at least 17"
else
  java=$(command -v java) || refuse "found no java, required a JDK of at least 17; install one, or set JAVA_HOME"
fi

# A JDK says its version in a file, which costs nothing to read; asking the JVM costs 0.1 s at every start.
release=$(dirname "$(dirname "$(readlink -f "$java")")")/release
if [ -r "$release" ]; then
  version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$release")
else
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\(.*\)".*/\1/p')
fi
feature=${version%%[!0-9]*}
[ "${feature:-0}" -ge 17 ] || refuse "$java is of version ${version:-unknown}, required at least 17; set JAVA_HOME"

if [ -d "$home/lib" ]; then
  classpath="$home/lib/*"
elif [ -f "$home/$module/target/classpath" ] && [ -f "$home/$module/target/tensair-$module.jar" ]; then
  read -r libraries < "$home/$module/target/classpath" || [ -n "$libraries" ]
  [ -f "${libraries%%:*}" ] || refuse "built for another place; run \"make clean build\" in $home first"
  classpath=$home/$module/target/tensair-$module.jar:$libraries
else
  refuse "not built yet; run \"make build\" in $home first"
fi

# Parsed classes of the last build: start-up without reading and verifying them again. Where the archive does
# not fit, after some jar was built anew, Java starts without it, and without its own.
archive=$home/$module/target/tensair.jsa
if [ -f "$archive" ]; then
  set -- -XX:SharedArchiveFile="$archive" -Xlog:cds=off -cp "$classpath" "$main" "$@"
else
  set -- -cp "$classpath" "$main" "$@"
fi
# Newer JVMs warn of native libraries, and of what TensorFlow's protocol buffers do in memory.
[ "$feature" -lt 24 ] || set -- --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"

# TensorFlow allocates and frees tensors of some 10 KB in every operation: memory that malloc has once, it keeps.
export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-536870912}" MALLOC_TOP_PAD_="${MALLOC_TOP_PAD_:-67108864}"
export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-67108864}"
export TF_CPP_MIN_LOG_LEVEL="${TF_CPP_MIN_LOG_LEVEL:-3}"
# TENSAIR_JAVA_OPTIONS, split at spaces, are more options for the JVM, such as -Xmx4g. Of those before them:
# Less inlining: the optimising compiler takes a quarter of the time, and what it makes is as fast (a fifth less CPU time
# in a run of seconds). Its threshold: what runs once a mini-batch is not worth its while, what runs for every record is.
# A young generation of fixed size touches fewer new pages.
# shellcheck disable=SC2086
set -- -XX:+UseParallelGC -XX:-UsePerfData -XX:FreqInlineSize=50 -XX:Tier4InvocationThreshold=15000 \
  -XX:Tier4MinInvocationThreshold=3000 -XX:Tier4CompileThreshold=30000 -Xmn160m -Dtensair.home="$home" \
  ${TENSAIR_JAVA_OPTIONS:-} "$@"
exec "$java" "$@"
