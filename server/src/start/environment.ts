import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { codeOf } from '../codeOf.ts'
import { messageOf, StartError } from '../errors.ts'
import { SETTING_NAMES } from './config.ts'

/** The file with settings in the working folder, if the environment names no other. */
const SETTINGS_FILE = 'charrette.env'
/** The variable with the path of another file. */
const SETTINGS_FILE_NAME = 'CHARRETTE_ENV_FILE'
/** Prefixes that only this program uses. An unknown name with one of them is a mistake. */
const OWN_NAME = /^(CHARRETTE|EXCHANGE|BACKUP|TLDRAW)_/
/** Limit of the letters in which a mistyped name differs from the intended one. */
const MAX_TYPOS = 2
/** Shorter names are similar to too many other names. */
const MIN_TYPO_LENGTH = 8

/**
 * Returns the environment with the settings of a file, of lines like `PORT=4400`. The environment
 * itself takes precedence. Throws a `StartError` if the file cannot be read.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const named = env[SETTINGS_FILE_NAME]?.trim()
	const file = named || SETTINGS_FILE
	try {
		return { ...parseEnv(readFileSync(file, 'utf8')), ...env }
	} catch (cause) {
		if (!named && codeOf(cause) === 'ENOENT') return env
		throw new StartError(`The settings in ${file} cannot be read: ${messageOf(cause)}.`, { cause })
	}
}

/** Returns a sentence for each variable whose name is similar to a setting, or starts like ours. */
export function mistypedSettings(env: NodeJS.ProcessEnv): string[] {
	return Object.keys(env).flatMap((name) => mistyped(name) ?? [])
}

function mistyped(name: string): string | null {
	if (SETTING_NAMES.includes(name) || name === SETTINGS_FILE_NAME) return null
	const meant = SETTING_NAMES.find((known) => known.length >= MIN_TYPO_LENGTH && distance(known, name) <= MAX_TYPOS)
	if (meant) return `${name} is not a setting; ${meant} is. Correct its name.`
	return OWN_NAME.test(name) ? `${name} is not a setting of this version. Please unset it.` : null
}

/** Returns the number of letters to insert, delete or replace (Levenshtein). */
function distance(a: string, b: string): number {
	if (Math.abs(a.length - b.length) > MAX_TYPOS) return Number.POSITIVE_INFINITY
	let row = Array.from({ length: b.length + 1 }, (_, index) => index)
	for (const [i, letter] of [...a].entries()) {
		const next = [i + 1]
		for (let j = 0; j < b.length; j++) {
			const replaced = (row[j] ?? 0) + (letter === b[j] ? 0 : 1)
			next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
		}
		row = next
	}
	return row[b.length] ?? 0
}
