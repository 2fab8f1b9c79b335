import type { Command } from 'commander'
import type { CheckedFinding } from '../maintenance/checkStorage.ts'
import { type CommandOutput, JSON_OPTION, printOutput } from './printOutput.ts'
import { withCommandStorage } from './withCommandStorage.ts'

/** Limit of the printed findings; more are counted. */
const MAX_PRINTED = 1000
const HELP = `
Examines the database, the logs of all boards, saved versions, votes, shared pages, practices, the search index and images.
The server must not run; with PostgreSQL it may, but let it rest for a repair.
--repair does what can be done without losing an edit that can be read: damaged rows are set aside (table quarantined_row), the
rows before a damaged state count again, search indexes are rebuilt. It reports again what it cannot repair.
Exit code 1 if something is damaged and was not repaired.
JSON: { findings: [{ area, subject, text, isNotice, repair, isRepaired }], more }`

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
				await withCommandStorage(env, async (storage) => {
					for await (const one of checkStorage(storage, { repairs: options.repair === true })) {
						isDamaged ||= !one.isNotice && !one.isRepaired
						if (found.length < MAX_PRINTED) found.push(one)
						else more++
					}
				})
				return {
					lines: toLines(found, more),
					json: { findings: found, more },
					isFault: isDamaged,
				} satisfies CommandOutput
			}),
		)
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
