import type { Command } from 'commander'
import { pino } from 'pino'
import { FolderInUseError } from '../adapters/sqlite/lockFolder.ts'
import { StartError } from '../errors.ts'
import type { CheckedFinding } from '../maintenance/checkStorage.ts'
import { readConfig } from '../start/config.ts'
import type { StorageCopy } from '../start/openStorageCopy.ts'
import { type CommandOutput, JSON_OPTION, printOutput } from './printOutput.ts'
import { withCommandStorage } from './withCommandStorage.ts'

/** Limit of the printed findings; more are counted. */
const MAX_PRINTED = 1000
const STOP =
	'Stop it for a repair: boards that are open have in memory what a repair changes. Without --repair everything is examined while it runs.'
const HELP = `
Examines the database, the logs of all boards, saved versions, votes, shared pages, practices, the search index and images.
A server that runs on SQLite is examined as it is at one time, in a copy of its database for which the disk needs space. Stop it for a
repair; with PostgreSQL, let people rest.
--repair does what can be done without losing an edit that can be read: damaged rows are set aside (table quarantined_row), the
rows before a damaged state count again, search indexes are rebuilt. It reports again what it cannot repair.
Exit code 1 if something is damaged and was not repaired.
JSON: { findings: [{ area, subject, text, isNotice, repair, isRepaired }], more }

Examples:
    charrette check
    charrette check --json > findings.json
    charrette check --repair`

/** `charrette check`: examines all stored data, and repairs it on demand. */
export function addCheck(program: Command, env: NodeJS.ProcessEnv): void {
	program
		.command('check')
		.description('examine everything that is stored')
		.option('--repair', 'repair what can be repaired without loss')
		.option(...JSON_OPTION)
		.addHelpText('after', HELP)
		.action((options: { json?: boolean; repair?: boolean }) =>
			printOutput(options, async () => {
				const { checkStorage } = await import('../maintenance/checkStorage.ts')
				const found: CheckedFinding[] = []
				let more = 0
				let isDamaged = false
				const examine = async (storage: StorageCopy) => {
					for await (const one of checkStorage(storage, { repairs: options.repair === true })) {
						isDamaged ||= !one.isNotice && !one.isRepaired
						if (found.length < MAX_PRINTED) found.push(one)
						else more++
					}
				}
				try {
					await withCommandStorage(env, examine)
				} catch (cause) {
					if (!(cause instanceof FolderInUseError)) throw cause
					if (options.repair) throw new StartError(`A server runs on ${readConfig(env).dataDir}. ${STOP}`, { cause })
					await examineCopy(env, examine)
				}
				return {
					lines: toLines(found, more),
					json: { findings: found, more },
					isFault: isDamaged,
				} satisfies CommandOutput
			}),
		)
}

/** Examines a copy of the database of a server that runs. */
async function examineCopy(env: NodeJS.ProcessEnv, examine: (storage: StorageCopy) => Promise<void>): Promise<void> {
	const { openStorageCopy } = await import('../start/openStorageCopy.ts')
	const copy = await openStorageCopy(readConfig(env), pino({ level: 'silent' }))
	try {
		await examine(copy)
	} finally {
		await copy.close()
	}
}

function toLines(found: readonly CheckedFinding[], more: number): string[] {
	if (found.length === 0) return ['All is well.']
	const lines = found.map(({ area, subject, text, isNotice, repair, isRepaired }) => {
		const state = isNotice ? 'notice' : isRepaired ? 'repaired' : 'damaged'
		const repairing = repair === null ? '' : isRepaired ? ` Done: ${repair}.` : ` A repair would: ${repair}.`
		return `${state.padEnd(8)} ${area} ${subject}: ${text}.${repairing}`
	})
	return more > 0 ? [...lines, `… and ${more} more.`] : lines
}
