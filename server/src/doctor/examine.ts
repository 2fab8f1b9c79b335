import { examineBackups } from './examineBackups.ts'
import { examineFolder } from './examineFolder.ts'
import { examineNetwork } from './examineNetwork.ts'
import { examineSettings } from './examineSettings.ts'
import type { Finding } from './Finding.ts'

/** Examines what a server with this environment would run on, and how it is reached if it runs. */
export async function examine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
	const { config, findings } = examineSettings(env)
	if (!config) return findings
	return [
		...findings,
		...(await examineFolder(config)),
		...(await examineBackups(config)),
		...(await examineNetwork(config)),
	]
}
