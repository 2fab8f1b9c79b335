import { StartError } from '../errors.ts'
import { type Config, readConfig } from '../start/config.ts'
import { mistypedSettings } from '../start/environment.ts'
import { type Finding, findingsOf } from './Finding.ts'

const { ok, warning, fault } = findingsOf('settings')

/**
 * Returns the settings, or null if they are invalid, and findings about invalid, mistyped and
 * doubtful settings.
 */
export function examineSettings(env: NodeJS.ProcessEnv): { config: Config | null; findings: Finding[] } {
	const mistyped = mistypedSettings(env).map(warning)
	try {
		const config = readConfig(env)
		const found = [...mistyped, ...doubtful(config)]
		return { config, findings: found.length > 0 ? found : [ok('They fit.')] }
	} catch (cause) {
		if (!(cause instanceof StartError)) throw cause
		return { config: null, findings: [fault(cause.message), ...mistyped] }
	}
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
