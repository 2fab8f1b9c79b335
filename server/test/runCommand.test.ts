import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandResult, Workshop, WorkshopId } from '@charrette/shared'
import { afterAll, expect, it } from 'vitest'
import { runCommand } from '../dist/workshops/facilitation/runCommand.js'
import type { WorkshopDeps } from '../dist/workshops/WorkshopDeps.js'
import { emptyWorkshop } from './contracts/workshopStoreContract.ts'
import { createRandom } from './support/randomEdits.ts'
import { makeDataDir } from './support/startServer.ts'
import { openSqliteWorkshopStore } from './support/stores.ts'

const RUNS = 30
const MAX_CONCURRENT = 25

const folder = makeDataDir()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Sends a message with this text, or adds a phase with this title. */
function send(deps: WorkshopDeps, id: WorkshopId, [type, text]: readonly [string, string]): Promise<CommandResult> {
	const sender = { origin: 'https://charrette.example', token: '' }
	if (type === 'message')
		return runCommand<'message.send'>(deps, { id, command: { type: 'message.send', text }, ...sender })
	const plan = { kind: 'write', title: { en: text }, prompt: {}, minutes: 5, may: [], shows: 'wall' } as const
	const command = { type: 'phase.add', phase: { ...plan, may: [], isPrivate: false } } as const
	return runCommand<'phase.add'>(deps, { id, command: { ...command, phase: { ...command.phase, may: [] } }, ...sender })
}

it('[ROOM2] concurrent commands each get their own version, and none overwrites another', async () => {
	const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9))
	const random = createRandom(seed)
	const store = await openSqliteWorkshopStore(join(folder, 'charrette.db'))
	for (let run = 0; run < RUNS; run++) {
		const session = { id: 's' as never, title: 'S', phases: [], phase: null, groups: [], boards: [] }
		const workshop: Workshop = { ...emptyWorkshop(), sessions: [session], session: session.id }
		await store.create(workshop)
		const announced: number[] = []
		const rooms = { workshopChanged: ({ version }: Workshop) => announced.push(version) }
		const deps = { workshops: store, rooms, now: Date.now } as unknown as WorkshopDeps
		const commands = Array.from({ length: 2 + random.below(MAX_CONCURRENT) }, (_, index) => {
			return [random.pick(['message', 'phase']) ?? 'message', `${index}`] as const
		})
		const results = await Promise.all(commands.map((command) => send(deps, workshop.id, command)))

		const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)
		const expected = commands.map((_, index) => workshop.version + 1 + index)
		expect(sorted(results.map(({ version }) => version)), `seed ${seed}`).toEqual(expected)
		expect(sorted(announced), `seed ${seed}`).toEqual(expected)
		const after = await store.byId(workshop.id)
		const planned = commands.flatMap(([type, text]) => (type === 'phase' ? [text] : []))
		expect(after?.sessions[0]?.phases.map((phase) => phase.title.en).sort()).toEqual(planned.sort())
		const messages = commands.flatMap(([type, text], index) => {
			return type === 'message' ? [{ text, version: results[index]?.version ?? 0 }] : []
		})
		const last = messages.sort((a, b) => a.version - b.version).at(-1)
		expect(after?.message?.text, `seed ${seed}`).toBe(last?.text)
	}
	await store.close()
})
