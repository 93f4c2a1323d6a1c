#!/bin/sh
# Teams and their accounts, one for each person. On the machine where CouchDB listens (docs/hosting.md tells more):
#   ./team.sh new TEAM            a team: a database that only its accounts open
#   ./team.sh add TEAM NAME       an account for one person, or a new password for it; prints the invitation, which is a key
#   ./team.sh list TEAM           who has one
#   ./team.sh close TEAM NAME     shuts that person out
# TEAM: small letters, digits and -, beginning with a letter. NAME: the same; a first name will do.
# The site and the admin are read from .env beside this file (env.example); what is not there is asked for.
set -eu
here=$(dirname "$0")
say() { printf '%s\n' "$1" >&2; exit "${2:-1}"; }
# A value from the environment, else from .env, else typed.
value() {
  eval "found=\${$1:-}"
  [ -n "$found" ] || found=$(sed -n "s/^$1=//p" "$here/.env" 2>/dev/null | head -n 1)
  if [ -z "$found" ]; then printf '%s: ' "$2" >&2; [ "$1" != COUCHDB_PASSWORD ] || stty -echo 2>/dev/null || :; read -r found; stty echo 2>/dev/null || :; fi
  printf '%s' "$found"
}
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/["\\]/\\&/g')"; }
# ask METHOD PATH [JSON]: the answer, or the server's words and a failure. What is secret goes by a pipe, for everybody on a machine can
# see with which words a command was called.
ask() {
  {
    printf 'url = %s\nrequest = %s\n' "$(quoted "$couch$2")" "$1"
    printf 'user = %s\nheader = "Content-Type: application/json"\n' "$(quoted "$admin:$secret")"
    [ -z "${3:-}" ] || printf 'data = %s\n' "$(quoted "$3")"
  } | curl --silent --show-error --write-out '\n%{http_code}' --config - | {
    answer=$(cat)
    status=${answer##*"
"}
    printf '%s' "${answer%"
$status"}"
    case $status in 2??) ;; *) return 1 ;; esac
  }
}

[ $# -ge 2 ] || say "$(sed -n '2,7s/^# //p' "$0")" 2
what=$1 team=$2 name=${3:-}
printf '%s' "$team" | grep -qxE '[a-z][a-z0-9-]*' || say "No name for a team: $team"
couch=${COUCHDB_URL:-http://127.0.0.1:5984}
admin=$(value COUCHDB_USER 'Admin of CouchDB')
secret=$(value COUCHDB_PASSWORD 'Password of the admin')
account=$team.$name
user=/_users/org.couchdb.user:$account
case $what in add | close) printf '%s' "$name" | grep -qxE '[a-z0-9][a-z0-9-]*' || say "No name for a person: $name" ;; esac

case $what in
new)
  if ! answer=$(ask PUT "/$team"); then
    # Made by a run that broke off before it said who may read: nobody but the admin, as CouchDB has it at first.
    case $answer in *file_exists*) ;; *) say "$answer" ;; esac
    rule=$(ask GET "/$team/_security")
    case $rule in *'"members":{"roles":["_admin"]}'*) ;; *) say "There is a team $team already." ;; esac
  fi
  none='{"names":[],"roles":["_admin"]}'
  answer=$(ask PUT "/$team/_security" "{\"admins\":$none,\"members\":{\"names\":[],\"roles\":[\"_admin\",\"$team\"]}}") || say "$answer"
  say "Team $team is there. Now: $0 add $team NAME" 0
  ;;
add)
  rule=$(ask GET "/$team/_security") || say "$rule"
  printf '%s' "$rule" | grep -qE "\"members\":\{[^}]*\"roles\":\[[^]]*\"$team\"" || say "$team has one account for all (docs/hosting.md tells how to change that)."
  site=$(value BLIKVELD_SITE 'Address that people open')
  case $site in *://*) ;; *) site=https://$site ;; esac
  key=$(od -An -N 16 -tx1 /dev/urandom | tr -d ' \n')
  before=$(ask GET "$user") && rev=$(printf '%s' "$before" | sed -n 's/.*\("_rev":"[^"]*"\).*/,\1/p') || rev=
  answer=$(ask PUT "$user" "{\"type\":\"user\",\"name\":\"$account\",\"password\":\"$key\",\"roles\":[\"$team\"]$rev}") || say "$answer"
  printf '%s/#uitnodiging&s=%s/couch&d=%s&n=%s&w=%s\n' "$site" "$site" "$team" "$account" "$key"
  ;;
list)
  answer=$(ask GET /_users/_all_docs) || say "$answer"
  printf '%s' "$answer" | grep -oE "\"id\":\"org.couchdb.user:$team\.[^\"]*" | sed 's/.*:[^.]*\.//' || :
  ;;
close)
  before=$(ask GET "$user") || say "$before"
  rev=$(printf '%s' "$before" | sed -n 's/.*"_rev":"\([^"]*\)".*/\1/p')
  answer=$(ask DELETE "$user?rev=$rev") || say "$answer"
  say "$name is shut out. What is on that phone stays there." 0
  ;;
*) say "$(sed -n '2,7s/^# //p' "$0")" 2 ;;
esac
