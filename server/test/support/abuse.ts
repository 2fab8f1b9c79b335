import { fork } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { JoinResult, RoomId } from '@charrette/shared'
import { boardRoom } from '@charrette/shared'
import { expect, onTestFinished } from 'vitest'
import type { FacilitatorClient } from './call.ts'
import { join, openAsFacilitator } from './call.ts'
import { makeDataDir, type SpawnedServer, spawnServer } from './startServer.ts'

const BYSTANDERS = fileURLToPath(new URL('./bystanders.mjs', import.meta.url))
const MB = 1024 * 1024
/**
 * Memory that an attack may add to the server's process. The goal is 150 MB; a busy machine
 * collects garbage later, so the limit is higher.
 */
const MAX_GROWN_BYTES = 220 * MB

/** The effects of an attack on bystanders. Times are reported, never asserted. */
interface AttackImpact {
	/** Number of their edits during the attack, and of those that were never acked. */
	edits: number
	unacked: number
	/** The close code of each bystander's socket; null while it is open. */
	closed: (number | null)[]
	/** For each of their boards, whether a reader who opens it afterwards gets the same document. */
	areEqual: boolean[]
	healthCalls: number
	healthFailed: number
	/** Peak memory of the server's process during the attack, minus its memory before. */
	grownBytes: number
	worstAckMs: number
	worstHealthMs: number
}

/**
 * The built server in a process of its own. Mallory attacks it. One bystander works on Mallory's
 * board, and another one in another workshop.
 */
export interface AbuseScene {
	server(): SpawnedServer
	url: string
	syncUrl: string
	dataDir: string
	/** The facilitator of Mallory's workshop. */
	facilitator: FacilitatorClient
	mallory: JoinResult
	/** The board that Mallory and a bystander share. */
	board: string
	room: RoomId
	/**
	 * Runs the attack while bystanders edit, and asserts that they are not affected: every edit
	 * acked, no socket closed, equal documents, `/healthz` always answered, memory bounded.
	 */
	attack(name: string, run: () => Promise<void>, allowed?: { grownBytes?: number }): Promise<AttackImpact>
	/**
	 * Ends the server with SIGTERM and starts it again on the same data. `meanwhile` runs while it is
	 * down.
	 */
	restart(meanwhile?: () => void): Promise<void>
}

/** Starts the server and opens both workshops. The server ends with the test. */
export async function openAbuseScene(env: NodeJS.ProcessEnv = {}): Promise<AbuseScene> {
	const dataDir = makeDataDir()
	let server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'fatal', ...env })
	onTestFinished(async () => {
		await server.kill('SIGKILL')
		rmSync(dataDir, { recursive: true, force: true })
	})
	const url = await server.url
	if (url === '') throw new Error(`the server did not start: ${server.output()}`)
	const facilitator = await openAsFacilitator(url, { groups: 1 })
	const mallory = await join(url, facilitator.opened.joinCode, 'Mallory')
	const ana = await join(url, facilitator.opened.joinCode, 'Ana')
	const elsewhere = await openAsFacilitator(url, { groups: 1 })
	const li = await join(url, elsewhere.opened.joinCode, 'Li')
	const seatOf = (person: JoinResult, { opened }: FacilitatorClient) => ({
		board: person.board.id,
		token: person.token,
		reader: opened.token,
	})
	const seats = [seatOf(ana, facilitator), seatOf(li, elsewhere)]
	return {
		server: () => server,
		url,
		syncUrl: `${url.replace('http', 'ws')}/sync`,
		dataDir,
		facilitator,
		mallory,
		board: mallory.board.id,
		room: boardRoom(mallory.board.id),
		async attack(name, run, allowed = {}) {
			const bystanders = startBystanders()
			const { isReady } = await bystanders.ask<{ isReady: boolean }>({ start: { url, pid: server.pid, seats } })
			expect(isReady, 'the bystanders work').toBe(true)
			await bystanders.ask({ begin: {} })
			await run()
			const impact = await bystanders.ask<AttackImpact>({ finish: {} })
			report(name, impact)
			expectUnharmed(impact, allowed.grownBytes ?? MAX_GROWN_BYTES)
			return impact
		},
		async restart(meanwhile) {
			await server.kill('SIGTERM')
			meanwhile?.()
			server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'fatal', PORT: new URL(url).port, ...env })
			expect(await server.url).toBe(url)
		},
	}
}

function startBystanders() {
	const child = fork(BYSTANDERS, { execArgv: ['--no-warnings'] })
	onTestFinished(() => {
		child.kill('SIGKILL')
	})
	return {
		async ask<Answer>(question: object): Promise<Answer> {
			child.send(question)
			const [answer] = (await once(child, 'message')) as [Record<string, Answer>]
			return Object.values(answer)[0] as Answer
		},
	}
}

function expectUnharmed(impact: AttackImpact, maxGrownBytes: number): void {
	const { edits, unacked, closed, areEqual, healthFailed, grownBytes } = impact
	expect({ unacked, closed, areEqual, healthFailed }).toEqual({
		unacked: 0,
		closed: [null, null],
		areEqual: [true, true],
		healthFailed: 0,
	})
	expect(edits).toBeGreaterThan(0)
	expect(grownBytes, `grown by ${Math.round(grownBytes / MB)} MB`).toBeLessThan(maxGrownBytes)
}

/**
 * Prints the worst values. With `ABUSE_REPORT` it also appends them to that file, one line of JSON
 * per attack.
 */
function report(name: string, impact: AttackImpact): void {
	const { worstAckMs, worstHealthMs, grownBytes, edits } = impact
	process.stdout.write(
		`${name}: worst ack ${Math.round(worstAckMs)} ms of ${edits}, worst /healthz ${Math.round(worstHealthMs)} ms, +${Math.round(grownBytes / MB)} MB\n`,
	)
	const file = process.env['ABUSE_REPORT']
	if (file) appendFileSync(file, `${JSON.stringify({ name, ...impact })}\n`)
}
