import { examineBackups } from './examineBackups.ts'
import { examineFolder } from './examineFolder.ts'
import { examineNetwork } from './examineNetwork.ts'
import { examineSettings } from './examineSettings.ts'
import { examineTranslator } from './examineTranslator.ts'
import type { Finding } from './Finding.ts'

/**
 * Examines the environment of a server with these variables, and its network if the server runs.
 */
export async function examine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
	const { config, findings } = examineSettings(env)
	if (!config) return findings
	return [
		...findings,
		...(await examineFolder(config)),
		...(await examineBackups(config)),
		...(await examineNetwork(config)),
		...(await examineTranslator(config)),
	]
}
