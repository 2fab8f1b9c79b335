import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandResult, Workshop, WorkshopId } from '@charrette/shared'
import { afterAll, expect, it } from 'vitest'
import { openSqliteWorkshopStore } from '../dist/adapters/sqlite/SqliteWorkshopStore.js'
import { runChange } from '../dist/workshops/facilitation/Change.js'
import { CHANGES } from '../dist/workshops/facilitation/commands.js'
import type { WorkshopDeps } from '../dist/workshops/WorkshopDeps.js'
import { emptyWorkshop } from './contracts/workshopStoreContract.ts'
import { createRandom } from './support/randomEdits.ts'
import { makeDataDir } from './support/startServer.ts'

const RUNS = 30
const MOST_AT_ONCE = 25

const folder = makeDataDir()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Says this to everybody, or plans a phase of this title. */
function send(deps: WorkshopDeps, id: WorkshopId, [type, text]: readonly [string, string]): Promise<CommandResult> {
	if (type === 'say')
		return runChange<'message.send'>(deps, {
			id,
			command: { type: 'message.send', text },
			change: CHANGES['message.send'],
		})
	const plan = { kind: 'write', title: { en: text }, prompt: {}, minutes: 5, may: [], shows: 'wall' } as const
	return runChange<'phase.add'>(deps, {
		id,
		command: { type: 'phase.add', phase: { ...plan, may: [], isPrivate: false } },
		change: CHANGES['phase.add'],
	})
}

it('[ROOM2] commands of one and the same moment each get a version of their own, and none undoes another', async () => {
	const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9))
	const random = createRandom(seed)
	const store = await openSqliteWorkshopStore(join(folder, 'charrette.db'))
	for (let run = 0; run < RUNS; run++) {
		const session = { id: 's' as never, title: 'S', phases: [], phase: null, groups: [], boards: [] }
		const workshop: Workshop = { ...emptyWorkshop(), sessions: [session], session: session.id }
		await store.create(workshop)
		const told: number[] = []
		const rooms = { workshopChanged: ({ version }: Workshop) => told.push(version) }
		const deps = { workshops: store, rooms } as unknown as WorkshopDeps
		const wishes = Array.from({ length: 2 + random.below(MOST_AT_ONCE) }, (_, index) => {
			return [random.pick(['say', 'plan']) ?? 'say', `${index}`] as const
		})
		const results = await Promise.all(wishes.map((wish) => send(deps, workshop.id, wish)))

		const inOrder = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)
		const expected = wishes.map((_, index) => workshop.version + 1 + index)
		expect(inOrder(results.map(({ version }) => version)), `seed ${seed}`).toEqual(expected)
		expect(inOrder(told), `seed ${seed}`).toEqual(expected)
		const after = await store.byId(workshop.id)
		const planned = wishes.flatMap(([type, text]) => (type === 'plan' ? [text] : []))
		expect(after?.sessions[0]?.phases.map((phase) => phase.title.en).sort()).toEqual(planned.sort())
		const said = wishes.flatMap(([type, text], index) => {
			return type === 'say' ? [{ text, version: results[index]?.version ?? 0 }] : []
		})
		const last = said.sort((a, b) => a.version - b.version).at(-1)
		expect(after?.message?.text, `seed ${seed}`).toBe(last?.text)
	}
	await store.close()
})
