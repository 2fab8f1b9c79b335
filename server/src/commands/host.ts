import type { HostBackups, HostMachine, HostPractices, HostUsage, HostWorkshop, HostWorkshops } from '@charrette/shared'
import type { Command } from 'commander'
import { StartError } from '../errors.ts'
import { askServer, findOnServer } from '../start/commandSocket.ts'
import { readConfig } from '../start/config.ts'
import { type CommandOutput, formatBytes, JSON_OPTION, printOutput } from './printOutput.ts'

/** Asks the running server for a value; throws a `StartError` if none runs. */
type Ask = <T>(path: string, method?: 'GET' | 'POST') => Promise<T>

const RUNNING = '\nThe server has to run on the data folder (DATA_DIR).'

/**
 * `charrette list`, `status`, `link`, `stats` and `practices`: the host's page in a terminal, read
 * from the running server through its socket (CLI5).
 */
export function addHost(program: Command, env: NodeJS.ProcessEnv): void {
	const ask: Ask = async (path, method = 'GET') => {
		const { dataDir } = readConfig(env)
		const answer = await askServer({ dataDir }, path, { method })
		if (!answer) throw new StartError(`No server runs on the data folder ${dataDir}. Start it, or set DATA_DIR.`)
		const { json } = await import('node:stream/consumers')
		return (await json(answer)) as never
	}
	const add = (name: string, description: string, help: string, ...examples: string[]) =>
		program
			.command(name)
			.description(description)
			.option(...JSON_OPTION)
			.addHelpText(
				'after',
				`${RUNNING}\n${help}\n\nExamples:\n${examples.map((line) => `    charrette ${line}`).join('\n')}`,
			)
	add(
		'list',
		'list the workshops',
		'JSON: { workshops: [{ id, title, people, boards, bytes, changedAt, … }], total }',
		'list',
		'list streets',
		'list --json',
	)
		.argument('[text]', 'a part of their titles')
		.action((text: string | undefined, options) => printOutput(options, () => list(ask, text ?? '')))
	add(
		'status',
		'show how the server is',
		'Exit code 1 if a backup failed. JSON: { machine, backups }',
		'status',
		'status --json',
	).action((options) => printOutput(options, () => status(ask)))
	add('link', 'make a new link for a facilitator who lost theirs', 'JSON: { link }', 'link K7M2QX')
		.argument('<workshop>', 'its id or join code')
		.action((wanted: string, options) =>
			printOutput(options, async () => link(ask, await findOnServer(readConfig(env), wanted))),
		)
	add(
		'stats',
		'show the use of the last days',
		'JSON: { days: [{ day, people, edits, workshops }] }',
		'stats',
		'stats --json',
	).action((options) => printOutput(options, () => stats(ask)))
	add(
		'practices',
		'list the practices that wait for you, and the public ones',
		'JSON: as GET /api/host/practices in docs/API.md',
		'practices',
		'practices --json',
	).action((options) => printOutput(options, () => practices(ask)))
}

async function list(ask: Ask, text: string): Promise<CommandOutput> {
	const workshops: HostWorkshop[] = []
	let after: string | null = ''
	while (after !== null) {
		const query = new URLSearchParams({ q: text, ...(after ? { after } : {}) })
		const page: HostWorkshops = await ask(`/api/host/workshops?${query}`)
		workshops.push(...page.workshops)
		after = page.next
	}
	const lines = workshops.map(
		({ id, title, people, boards, bytes, changedAt, isClosed }) =>
			`${id}  ${dayOf(changedAt)}  ${people} people, ${boards} boards, ${formatBytes(bytes)}  ${title}${isClosed ? ' (closed)' : ''}`,
	)
	return {
		lines: lines.length > 0 ? lines : ['There are no such workshops.'],
		json: { workshops, total: workshops.length },
	}
}

async function status(ask: Ask): Promise<CommandOutput> {
	const machine = await ask<HostMachine>('/api/host/machine')
	const { backups } = await ask<HostBackups>('/api/host/backups')
	const { version, node, startedAt, storage, disk, memory, rooms, sockets, nodes, errors, update } = machine
	const [newest] = backups?.files ?? []
	return {
		lines: [
			`Charrette ${version} on Node ${node}, since ${new Date(startedAt).toISOString()}; nodes: ${nodes}.`,
			...(update?.isNewer ? [`Charrette ${update.newest} is available${update.url ? `: ${update.url}` : ''}.`] : []),
			`${rooms} open rooms, ${sockets} sockets; ${formatBytes(memory.used)} of memory.`,
			`${storage.kind} ${storage.version}: ${formatBytes(storage.database)}; ${formatBytes(disk.free)} of the disk are free.`,
			backups
				? `Backups: ${backups.files.length}${newest ? `, the newest of ${new Date(newest.at).toISOString()}` : ''}.`
				: 'Backups: none are made. Set BACKUP_DIR.',
			...(backups?.failure ? [`The last backup failed: ${backups.failure.message}`] : []),
			`Errors of the last day: ${errors.reduce((sum, { count }) => sum + count, 0)}.`,
		],
		json: { machine, backups },
		isFault: Boolean(backups?.failure),
	}
}

async function link(ask: Ask, workshop: HostWorkshop | null): Promise<CommandOutput> {
	const made = await ask<{ link: string }>(`/api/host/workshops/${workshop?.id}/links`, 'POST')
	return { lines: [made.link], json: made }
}

async function stats(ask: Ask): Promise<CommandOutput> {
	const { days } = await ask<HostUsage>('/api/host/usage')
	const used = days.filter(({ people, edits }) => people > 0 || edits > 0)
	const lines = used.map(
		({ day, people, edits, workshops }) => `${day}  ${people} people, ${edits} edits, ${workshops} workshops`,
	)
	return { lines: lines.length > 0 ? lines : ['Nobody was here in the last 90 days.'], json: { days } }
}

async function practices(ask: Ask): Promise<CommandOutput> {
	const found = await ask<HostPractices>('/api/host/practices')
	return {
		lines: [
			`Waiting for a review: ${found.waiting.length}. Public: ${found.total}. Received: ${found.received.length}.`,
			...found.waiting.map(({ id, title }) => `waiting  ${id}  ${title}`),
			...found.public.map(({ id, city, title }) => `public   ${id}  ${title.text} (${city})`),
		],
		json: found,
	}
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
