import type { Command } from 'commander'
import type { Finding } from '../doctor/Finding.ts'
import { type CommandOutput, JSON_OPTION, printOutput } from './printOutput.ts'

const HELP = `
Examines the settings and the data folder, and says what to do about each fault and warning.
Exit code 1 if there is a fault. JSON: { findings: [{ name, state: "ok" | "warning" | "fault", text }] }

Examples:
    charrette doctor
    DATA_DIR=/srv/charrette charrette doctor --json`

/** `charrette doctor`: examines the settings, the data folder, the backups and the network. */
export function addDoctor(program: Command, env: NodeJS.ProcessEnv): void {
	program
		.command('doctor')
		.description('examine what the server runs on')
		.option(...JSON_OPTION)
		.addHelpText('after', HELP)
		.action((options) =>
			printOutput(options, async () => {
				const { examine } = await import('../doctor/examine.ts')
				return toOutput(await examine(env))
			}),
		)
}

function toOutput(findings: Finding[]): CommandOutput {
	return {
		lines: findings.map(({ name, state, text }) => `${state.padEnd(8)} ${name}: ${text}`),
		json: { findings },
		isFault: findings.some(({ state }) => state === 'fault'),
	}
}
