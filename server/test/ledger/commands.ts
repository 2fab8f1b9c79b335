/* The actions of the facilitator on a board, by HTTP. */
import type { Snapshot } from '@charrette/shared'
import { recordsOf, textOf } from '@charrette/shared'
import { call } from '../support/call.ts'
import { until } from '../support/until.ts'
import { cardsOf } from './actions.ts'
import { MARKER } from './markers.ts'
import type { Scene } from './Scene.ts'

async function freeze(scene: Scene): Promise<void> {
	const isFrozen = scene.workshop.sessions.some(({ boards }) => boards.some((board) => board.frozen))
	await scene.command({ type: 'boards.freeze', frozen: !isFrozen })
}

async function changePhase(scene: Scene): Promise<void> {
	const { write, open } = scene.phases
	const phase = scene.random.pick([write, open, null]) ?? null
	await scene.command({ type: 'phase.goto', phase })
	if (phase === write) scene.openPrivate()
}

async function reveal(scene: Scene): Promise<void> {
	if (scene.devices.length === scene.onBoard.length) return
	scene.ledger.commands.push({ type: 'reveal', startedAt: scene.ledger.tick(), marker: null })
	await scene.command({ type: 'private.reveal', names: true })
}

async function lock({ host, ledger, random, board, command }: Scene): Promise<void> {
	const card = host.isOpen() ? random.pick(cardsOf(recordsOf(host.doc()))) : undefined
	if (!card) return
	const isLocking = !ledger.locked.has(card) || random.next() < 0.3
	ledger.locked.add(card)
	await command({ type: 'setup.mark', board: board.id, records: [card], isSetUp: isLocking })
}

/** Saves a version of the board at first, and restores it later. */
async function saveOrRestore(scene: Scene): Promise<void> {
	const { ledger, board, origins, contents, facilitator } = scene
	const { token } = facilitator.opened
	const url = origins[0] ?? ''
	const snapshot = scene.snapshot
	if (!snapshot) {
		scene.say('the facilitator saves a version')
		const taken = await call<Snapshot>(url, `/api/boards/${board.id}/snapshots`, { token, body: { name: 'Noon' } })
		if (taken.status < 300) scene.snapshot = taken.body.id
		return
	}
	scene.say('the facilitator restores a version')
	const command = { type: 'restore' as const, startedAt: ledger.tick(), marker: null }
	ledger.commands.push(command)
	await call(url, `/api/snapshots/${snapshot}/restore`, { token, body: { mode: 'edit' } })
	await scene.asWitness((witness) => {
		const [marker = null] = witness.edit((records) => records.get(MARKER)?.set('meta.marker', contents.word()))
		Object.assign(command, { marker })
	})
}

async function importCard(scene: Scene): Promise<void> {
	const { ledger, board, origins, contents, facilitator, room } = scene
	const text = contents.letters(3)
	scene.say('the facilitator imports a card')
	const records = { [`shape:${contents.id()}`]: { type: 'card', index: 'a1', xy: contents.place(), text } }
	const document = { schema: 1, records }
	const file = JSON.stringify({ format: 'charrette.board', formatVersion: 2, board: { title: 'File' }, document })
	const path = `/api/boards/${board.id}/import?name=x.json`
	const bytes = new Uint8Array(Buffer.from(file))
	const { status } = await call(origins[0] ?? '', path, { token: facilitator.opened.token, bytes })
	if (status !== 200) return scene.say(`the import is answered with ${status}`)
	await scene.asWitness(async (witness) => {
		const records = recordsOf(witness.doc())
		const find = () => [...records.keys()].find((id) => textOf(records, id)?.toString().includes(text))
		// Another node may receive the record later.
		await until('the imported card is there', () => find() !== undefined)
		ledger.enterImport(witness.doc(), { room, record: find() ?? '' })
	})
}

/** The commands, each as often as it is likely. */
export const COMMANDS: readonly (readonly [weight: number, run: (scene: Scene) => Promise<void>])[] = [
	[2, freeze],
	[3, changePhase],
	[2, reveal],
	[2, lock],
	[2, saveOrRestore],
	[2, importCard],
]
