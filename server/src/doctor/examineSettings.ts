import { StartError } from '../errors.ts'
import { type Config, readConfig, SETTING_NAMES } from '../start/config.ts'
import { type Finding, findingsOf } from './Finding.ts'

/** Prefixes that only this program uses. An unknown name with one of them is a mistake. */
const OWN_NAME = /^(CHARRETTE|EXCHANGE|BACKUP|TLDRAW)_/
/** Limit of the letters in which a mistyped name differs from the intended one. */
const MAX_TYPOS = 2
/** Shorter names are similar to too many other names. */
const MIN_TYPO_LENGTH = 8
const { ok, warning, fault } = findingsOf('settings')

/**
 * Returns the settings, or null if they are invalid, and findings about invalid, mistyped and
 * doubtful settings.
 */
export function examineSettings(env: NodeJS.ProcessEnv): { config: Config | null; findings: Finding[] } {
	const mistyped = Object.keys(env).flatMap((name) => mistypedFinding(name) ?? [])
	try {
		const config = readConfig(env)
		const found = [...mistyped, ...doubtful(config)]
		return { config, findings: found.length > 0 ? found : [ok('They fit.')] }
	} catch (cause) {
		if (!(cause instanceof StartError)) throw cause
		return { config: null, findings: [fault(cause.message), ...mistyped] }
	}
}

function mistypedFinding(name: string): Finding | null {
	if (SETTING_NAMES.includes(name)) return null
	const meant = SETTING_NAMES.find((known) => known.length >= MIN_TYPO_LENGTH && distance(known, name) <= MAX_TYPOS)
	if (meant) return warning(`${name} is not a setting; ${meant} is. Correct its name.`)
	return OWN_NAME.test(name) ? warning(`${name} is not a setting of this version. Please unset it.`) : null
}

function doubtful({ publicUrl, adminKey, allowedHosts }: Config): Finding[] {
	const found: Finding[] = []
	if (publicUrl?.startsWith('https:') && adminKey === null)
		found.push(warning('Anybody may open workshops. Set CHARRETTE_ADMIN_KEY if only you should.'))
	if (allowedHosts.includes('*'))
		found.push(
			warning('ALLOWED_HOSTS allows any name. Name those that people use, so that no other site can use this server.'),
		)
	return found
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
