/* The actions of people on a board. Each is a step of a story, and picks its cards at random. */
import {
	applyThreadAction,
	buildCard,
	buildCluster,
	FACILITATOR,
	isMessageId,
	isThreadId,
	type MessageId,
	PAGE_ID,
	putRecord,
	type Records,
	recordsOf,
	type ThreadAction,
	type ThreadId,
	type ThreadTarget,
	textOf,
	writeFields,
} from '@charrette/shared'
import { createListEdits, type ListEdits } from '../../../client/src/list/listEdits.ts'
import type { Random } from '../support/randomEdits.ts'
import type { Device } from './devices.ts'
import { MARKER } from './markers.ts'
import { shownOn } from './places.ts'

/** Unique content of one board: no letter, number or word is used twice. */
export class Contents {
	#used = 0

	letters(count: number): string {
		const letters = Array.from({ length: count }, () => String.fromCharCode(0x4e00 + this.#used++))
		return letters.join('')
	}
	place(): [x: number, y: number] {
		this.#used++
		return [this.#used * 7, (this.#used % 13) * 90]
	}
	word(): string {
		return `w${this.#used++}`
	}
	/** A time, which is past. */
	time(): number {
		return Date.UTC(2026, 0) + this.#used++
	}
	id(): string {
		return `r${this.#used++}`
	}
}

interface Act {
	device: Device
	random: Random
	contents: Contents
}

type Edit = (act: Act) => void

const TOP = 'a1' as never

export const cardsOf = (records: Records): string[] =>
	[...records.keys()].filter((id) => id !== MARKER && records.get(id)?.get('type') === 'card')
const clustersOf = (records: Records): string[] =>
	[...records.keys()].filter((id) => records.get(id)?.get('type') === 'frame')

const addCard: Edit = ({ device, random, contents }) => {
	const [x, y] = contents.place()
	const text = contents.letters(random.below(4))
	const props = { text, city: contents.word() }
	const author = device.seat.participant ?? undefined
	device.edit((records) => putRecord(records, buildCard(contents.id(), { x, y, index: TOP }, props, author)))
}

const type: Edit = ({ device, random, contents }) => {
	const text = textOf(recordsOf(device.doc()), pickCard(device, random))
	if (text) device.edit(() => text.insert(random.below(text.length + 1), contents.letters(1 + random.below(3))))
}

/** Types in the description of a card (DETAIL1a). */
const describe: Edit = ({ device, random, contents }) => {
	const text = textOf(recordsOf(device.doc()), pickCard(device, random), 'description')
	if (text) device.edit(() => text.insert(random.below(text.length + 1), contents.letters(1 + random.below(3))))
}

const erase: Edit = ({ device, random }) => {
	const text = textOf(recordsOf(device.doc()), pickCard(device, random))
	if (!text || text.length === 0) return
	const at = random.below(text.length)
	device.edit(() => text.delete(at, Math.min(text.length - at, 1 + random.below(2))))
}

const setField: Edit = ({ device, random, contents }) => {
	const card = pickCard(device, random)
	const key = random.pick(['props.city', 'meta.first', 'meta.second']) as string
	device.edit((records) => writeFields(records, card, { [key]: contents.word() }))
}

const move: Edit = ({ device, random, contents }) => {
	const card = pickCard(device, random)
	device.edit((records) => writePlace(device, records, { id: card, xy: contents.place() }))
}

/** Moves one card again and again, as people do who tidy a board. */
const moveOften: Edit = (act) => {
	const { device, random, contents } = act
	const card = pickCard(device, random)
	for (let i = 0; i < 4; i++) device.edit((records) => writePlace(device, records, { id: card, xy: contents.place() }))
}

const remove: Edit = ({ device, random }) => {
	const card = pickCard(device, random)
	device.edit((records) => records.delete(card))
}

const addCluster: Edit = ({ device, random, contents }) => {
	const [x, y] = contents.place()
	const id = contents.id()
	const members = [pickCard(device, random), pickCard(device, random)]
	device.edit((records) => {
		putRecord(records, buildCluster(id, { x, y, index: TOP }, { title: contents.word(), w: 400, h: 300 }))
		for (const member of members)
			writePlace(device, records, { id: member, parentId: `shape:${id}`, xy: contents.place() })
	})
}

const enterCluster: Edit = ({ device, random, contents }) => {
	const card = pickCard(device, random)
	const cluster = random.pick([...clustersOf(recordsOf(device.doc())), null]) ?? null
	if (device.isOwnClient) edits(device, (list) => list.move(card, cluster))
	else
		device.edit((records) =>
			writePlace(device, records, { id: card, parentId: cluster ?? PAGE_ID, xy: contents.place() }),
		)
}

const moveCluster: Edit = ({ device, random, contents }) => {
	const cluster = random.pick(clustersOf(recordsOf(device.doc())))
	if (cluster) device.edit((records) => writePlace(device, records, { id: cluster, xy: contents.place() }))
}

const removeCluster: Edit = ({ device, random }) => {
	const cluster = random.pick(clustersOf(recordsOf(device.doc())))
	if (cluster && device.isOwnClient) edits(device, (list) => list.removeCluster(cluster))
	else if (cluster) device.edit((records) => records.delete(cluster))
}

const isOwnMessage = (device: Device, id: string) =>
	isMessageId(id) && recordsOf(device.doc()).get(id)?.get('meta.author') === authorOf(device)
const authorOf = ({ seat }: Device) => seat.participant ?? FACILITATOR

/** Starts a thread on a card or on the board, answers, edits, deletes or resolves (THREAD1). */
const discuss: Edit = ({ device, random, contents }) => {
	// Private writing has no threads.
	if (!device.seat.room.startsWith('board:')) return
	const ids = [...recordsOf(device.doc()).keys()]
	const thread = random.pick(ids.filter(isThreadId))
	const own = random.pick(ids.filter((id) => isOwnMessage(device, id)))
	const [text, at] = [contents.word(), contents.time()]
	const message = `note:${contents.id()}` as MessageId
	const card = pickCard(device, random)
	const on: ThreadTarget = card && random.below(2) === 0 ? { type: 'card', id: card } : { type: 'board' }
	const action = random.pick<ThreadAction | null>([
		{ type: 'start', thread: `thread:${contents.id()}` as ThreadId, message, on, text },
		thread ? { type: 'reply', thread: thread as ThreadId, message, text } : null,
		thread ? { type: 'reply', thread: thread as ThreadId, message, text } : null,
		own ? { type: 'edit', message: own as MessageId, text } : null,
		own ? { type: 'remove', message: own as MessageId } : null,
		thread ? { type: random.below(2) === 0 ? 'resolve' : 'reopen', thread: thread as ThreadId } : null,
	])
	if (!action) return
	const by = { author: authorOf(device), isFacilitator: device.seat.participant === null, at }
	device.edit((records) => applyThreadAction(records, action, by))
}

/** Runs an edit of the list view, which starts and ends its own undo step. */
function edits(device: Device, edit: (list: ListEdits) => void): void {
	const records = recordsOf(device.doc())
	const list = createListEdits({
		records,
		board: { shown: () => shownOn(device.doc()) },
		undo: device,
		author: { id: device.seat.participant, city: '' },
		canWrite: () => true,
	})
	device.copy.write(() => edit(list))
}

interface NewPlace {
	id: string
	xy: [x: number, y: number]
	parentId?: string
}

/** Places a shape: as our client does, or field by field, as programs do. */
function writePlace(device: Device, records: Records, { id, ...place }: NewPlace): void {
	if (device.isOwnClient) writeFields(records, id, place)
	else for (const [key, value] of Object.entries(place)) records.get(id)?.set(key, value)
}

function pickCard(device: Device, random: Random): string {
	return random.pick(cardsOf(recordsOf(device.doc()))) ?? ''
}

/** The edits, each as often as it is likely. */
export const EDITS: readonly (readonly [weight: number, name: string, edit: Edit])[] = [
	[3, 'adds a card', addCard],
	[6, 'types', type],
	[2, 'types a description', describe],
	[3, 'erases', erase],
	[4, 'sets a field', setField],
	[3, 'moves a card', move],
	[1, 'moves a card four times', moveOften],
	[1, 'deletes a card', remove],
	[1, 'adds a cluster', addCluster],
	[2, 'moves a card in or out of a cluster', enterCluster],
	[1, 'moves a cluster', moveCluster],
	[1, 'deletes a cluster', removeCluster],
	[4, 'writes in a thread', discuss],
	[3, 'undoes', ({ device }) => device.undo()],
	[1, 'redoes', ({ device }) => device.redo()],
]
