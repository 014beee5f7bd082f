/** The starter text of a new hook; the build puts it in place. */
declare const STARTER_HOOK: string
