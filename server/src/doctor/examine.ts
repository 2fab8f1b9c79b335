import { examineFolder } from './examineFolder.ts'
import { examineSettings } from './examineSettings.ts'
import type { Finding } from './Finding.ts'

/** Examines what a server with this environment would run on. */
export async function examine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
	const { config, findings } = examineSettings(env)
	return config ? [...findings, ...(await examineFolder(config))] : findings
}
