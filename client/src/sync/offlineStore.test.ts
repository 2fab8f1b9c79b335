import { buildCard, putRecord, type RoomId, recordsOf, type WorkshopId } from '@charrette/shared'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import * as Y from 'yjs'
import { openCopies } from '../connection/copyDatabases.ts'
import { saveCredentials } from '../connection/credentials.ts'
import { evictUnused, removeCopies, removeCopiesOf } from '../connection/forgetCopies.ts'
import { readFormerCards } from './formerCards.ts'
import { type CopyOptions, type OfflineStore, openOfflineStore } from './offlineStore.ts'
import { databaseNames, installTestDevice, writeFormerCopy } from './testDevice.ts'

installTestDevice()

const W1 = 'w1' as WorkshopId
const COPY: CopyOptions = { workshop: W1, room: 'board:b1' as RoomId, epoch: 1, author: 'ana' }
const FORMER = 'charrette:board:b1:1:ana'
const PLACE = { x: 0, y: 0, index: 'a1' as never }
const DAY_MS = 86_400_000

/** An open tab: a document with a text, and its copy on this device. */
interface Tab {
	doc: Y.Doc
	store: OfflineStore
	/** The records with unsaved edits of earlier visits. */
	found: readonly string[]
	/** Writes a text, and reports the records with unsaved edits. */
	write(text: string, unsaved?: readonly string[]): void
	text(): string
	isStored(): Promise<void>
}

const tabs: Tab[] = []
afterEach(() => {
	for (const { store } of tabs.splice(0)) store.close()
	vi.restoreAllMocks()
})

async function openTab(copy: CopyOptions = COPY): Promise<Tab> {
	const doc = new Y.Doc()
	const tab: Tab = {
		doc,
		found: [],
		store: openOfflineStore({ ...copy, doc, onFound: (unsaved) => Object.assign(tab, { found: unsaved }) }),
		write(text, unsaved = ['shape:a']) {
			doc.getText().insert(doc.getText().length, text)
			tab.store.setUnsaved(unsaved)
		},
		text: () => doc.getText().toString(),
		isStored: () => vi.waitFor(() => expect(tab.store.isStored()).toBe(true)),
	}
	tabs.push(tab)
	await tab.store.isRead
	return tab
}

async function countUpdates(): Promise<number> {
	const db = await openCopies(W1)
	const count = await db.count('updates')
	db.close()
	return count
}

/** Returns the updates of a document with this text, one a letter. */
function updatesOf(text: string): Uint8Array[] {
	const doc = new Y.Doc()
	const updates: Uint8Array[] = []
	doc.on('update', (update: Uint8Array) => updates.push(update))
	for (const letter of text) doc.getText().insert(doc.getText().length, letter)
	return updates
}

it('[ACK5] an edit and its record are stored together, and the next visit finds both', async () => {
	const tab = await openTab()
	tab.write('Permits', ['shape:a', 'shape:b'])
	expect(tab.store.isStored()).toBe(false)
	await tab.isStored()
	tab.write(' take years', ['shape:a'])
	tab.store.close()
	const next = await openTab()
	expect(next.text()).toBe('Permits take years')
	expect(next.found).toEqual(['shape:a'])
	expect(next.store.isWhole.get()).toBe(false)
	next.store.markWhole()
	next.store.setUnsaved([])
	await next.isStored()
	next.store.close()
	const last = await openTab()
	expect(last.found).toEqual([])
	expect(last.store.isWhole.get()).toBe(true)
})

it('[ACK5a] a document that is closed while its copy is read gets nothing of it, and opens no socket again', async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
	onTestFinished(() => void vi.useRealTimers())
	const former = await openTab()
	former.write('Permits')
	former.store.markWhole()
	await new Promise(setImmediate)
	former.store.close()
	const onLate = vi.fn()
	for (let turns = 0; ; turns++) {
		const doc = new Y.Doc()
		const store = openOfflineStore({ ...COPY, doc, onFound: () => {}, onLate })
		vi.advanceTimersByTime(2000)
		for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate)
		const isRead = doc.getText().length > 0
		store.close()
		if (isRead) break
		await store.isRead
		expect([doc.getText().toString(), onLate.mock.calls], `after ${turns} turns`).toEqual(['', []])
	}
})

const count = (text: string, letter: string) => [...text].filter((each) => each === letter).length

it('[ACK5d] two tabs that compact the same copy lose nothing of each other', async () => {
	const [ana, ben] = [await openTab(), await openTab()]
	for (let round = 0; round < 10; round++) {
		for (let edit = 0; edit < 60; edit++) {
			ana.write('a')
			ben.write('b')
		}
		await Promise.all([ana.isStored(), ben.isStored()])
	}
	// Without compaction there would be 1,200.
	expect(await countUpdates()).toBeLessThan(500)
	ana.store.close()
	ben.store.close()
	const { text } = await openTab()
	expect([count(text(), 'a'), count(text(), 'b')]).toEqual([600, 600])
})

it('[ACK5d] edits of a tab stay when a tab that was opened between them compacts', async () => {
	const ana = await openTab()
	const write = async (tab: Tab, letter: string, edits: number) => {
		for (let edit = 0; edit < edits; edit++) tab.write(letter)
		await tab.isStored()
	}
	await write(ana, 'a', 300)
	const ben = await openTab()
	await write(ana, 'a', 100)
	await write(ben, 'b', 300)
	expect(await countUpdates()).toBe(101)
	ana.store.close()
	ben.store.close()
	const { text } = await openTab()
	expect([count(text(), 'a'), count(text(), 'b')]).toEqual([400, 300])
})

it('[ACK5c] after a failed write nothing counts as stored until the whole document is', async () => {
	const tab = await openTab()
	tab.write('Permits')
	await tab.isStored()
	const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
		throw new DOMException('full', 'QuotaExceededError')
	})
	tab.write(' take')
	await vi.waitFor(() => expect(add).toHaveBeenCalled())
	tab.write(' nine')
	await vi.waitFor(() => expect(add.mock.calls.length).toBeGreaterThan(1))
	expect(tab.store.isStored()).toBe(false)
	add.mockRestore()
	const now = performance.now()
	vi.spyOn(performance, 'now').mockReturnValue(now + 6000)
	tab.write(' months')
	await tab.isStored()
	tab.store.close()
	expect((await openTab()).text()).toBe('Permits take nine months')
})

it('[ACK5c] after failed writes the whole document is stored later, without another edit', async () => {
	const tab = await openTab()
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
	onTestFinished(() => void vi.useRealTimers())
	const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
		throw new DOMException('full', 'QuotaExceededError')
	})
	tab.write('Permits')
	// The updates, and then the whole document.
	await vi.waitFor(() => expect(add.mock.calls.length).toBeGreaterThan(1))
	add.mockRestore()
	expect(tab.store.isStored()).toBe(false)
	vi.advanceTimersByTime(5000)
	await tab.isStored()
	tab.store.close()
	expect((await openTab()).text()).toBe('Permits')
})

it('[ACK5b] a tab whose copy another tab has removed stores nothing more, and knows it', async () => {
	const [ana, ben] = [await openTab(), await openTab()]
	ben.write('kept in memory')
	await ben.isStored()
	ana.store.discard()
	const next = await openTab()
	expect(next.text()).toBe('')
	next.write('new')
	await next.isStored()
	ben.write(' only')
	// Transactions run in order: this one comes after that of the other tab.
	next.write('er')
	await next.isStored()
	expect(ben.store.isStored()).toBe(false)
	expect(await countUpdates()).toBe(2)
	ben.write(' and more')
	next.store.close()
	expect((await openTab()).text()).toBe('newer')
})

it('[ACK5e] a copy of the former release is taken over once, with its unsent edits', async () => {
	const [late = new Uint8Array(), ...updates] = updatesOf('Written in the train').reverse()
	const former = await writeFormerCopy(FORMER, {
		updates: [Y.encodeStateAsUpdate(new Y.Doc()), ...updates],
		entries: { '1 0.5': ['shape:a'], '2 0.7': 2, whole: true },
	})
	// A tab of the former release writes until it is asked to close the database.
	former.onversionchange = () => {
		former.transaction('updates', 'readwrite').objectStore('updates').add(late)
		former.close()
	}
	const [tab, other] = await Promise.all([openTab(), openTab()])
	for (const { text, store } of [tab, other]) {
		expect(text()).toBe('Written in the train')
		expect(store.isWhole.get()).toBe(true)
	}
	expect([...new Set([...tab.found, ...other.found])].sort()).toEqual(['edit 0', 'edit 1', 'shape:a'])
	await vi.waitFor(async () => expect(await databaseNames()).toEqual(['charrette:w1']))
	tab.write('!', [])
	await tab.isStored()
	tab.store.close()
	expect((await openTab()).text()).toBe('Written in the train!')
})

it('[REST1g] unsaved cards of former documents are found, also in a copy of a former release', async () => {
	for (const [epoch, text] of [
		[1, 'Permits'],
		[2, 'Roads'],
	] as const) {
		const tab = await openTab({ ...COPY, epoch })
		for (const id of ['unsaved', 'saved'])
			putRecord(recordsOf(tab.doc), buildCard(`${id}${epoch}`, PLACE, { kind: 'case', text }))
		tab.store.setUnsaved([`shape:unsaved${epoch}`])
		await tab.isStored()
		tab.store.close()
	}
	const former = new Y.Doc()
	putRecord(recordsOf(former), buildCard('former', PLACE, { kind: 'case', text: 'Former' }))
	await writeFormerCopy('charrette:board:b1:3:ana', {
		updates: [Y.encodeStateAsUpdate(former)],
		entries: { tab: ['shape:former'] },
	})
	const found = await readFormerCards({ ...COPY, epoch: 5 })
	expect(found.cards.map(({ id }) => id)).toEqual(['shape:unsaved1', 'shape:unsaved2', 'shape:former'])
	expect(await databaseNames()).toEqual(['charrette:w1'])
	found.forget()
	await vi.waitFor(async () => expect(await countUpdates()).toBe(0))
})

it('[OFFLINE6] forgetting a workshop removes its copies, those of the former release too', async () => {
	saveCredentials({ workshop: W1, token: 't', role: 'participant', participant: 'ana' as never })
	const tab = await openTab()
	tab.write('Permits')
	await tab.isStored()
	const other = await openTab({ ...COPY, workshop: 'w2' as WorkshopId })
	other.write('Roads')
	await other.isStored()
	for (const name of ['charrette:board:b9:1:ana', 'charrette:board:b9:1:ben', 'other'])
		await writeFormerCopy(name, { updates: [] })
	await removeCopies(W1)
	expect(await databaseNames()).toEqual(['charrette:board:b9:1:ben', 'charrette:w2', 'other'])
	expect(tab.store.isStored()).toBe(false)
})

it('[OFFLINE6] a person who was removed loses their copies, and another role of this browser does not', async () => {
	const [participant, facilitator] = [await openTab(), await openTab({ ...COPY, author: 'facilitator' })]
	participant.write('Permits')
	facilitator.write('Roads')
	await Promise.all([participant.isStored(), facilitator.isStored()])
	await removeCopiesOf(W1, 'ana')
	expect((await openTab()).text()).toBe('')
	expect((await openTab({ ...COPY, author: 'facilitator' })).text()).toBe('Roads')
	await removeCopiesOf(W1, 'facilitator')
	await removeCopiesOf(W1, 'ana')
	expect(await databaseNames()).toEqual([])
})

it('[OFFLINE6b] a database that has just been created is not evicted before its first copy', async () => {
	const db = await openCopies(W1)
	await evictUnused()
	expect(await databaseNames()).toEqual(['charrette:w1'])
	db.close()
})

it('[OFFLINE6b] copies of workshops unused for 90 days are evicted, unless they have unsent edits', async () => {
	for (const [workshop, unsaved] of [
		['w1', []],
		['w2', ['shape:a']],
	] as const) {
		const tab = await openTab({ ...COPY, workshop: workshop as WorkshopId })
		tab.write('Permits', unsaved)
		await tab.isStored()
		tab.store.close()
	}
	for (const [name, entries] of [
		['1', {}],
		['2', { tab: ['shape:a'] }],
	] as const)
		(await writeFormerCopy(`charrette:board:b:${name}:ana`, { updates: [], entries })).close()
	const all = await databaseNames()
	const now = Date.now()
	await evictUnused(now)
	await evictUnused(now + 89 * DAY_MS)
	expect(await databaseNames()).toEqual(all)
	await evictUnused(now + 91 * DAY_MS)
	expect(await databaseNames()).toEqual(['charrette:board:b:2:ana', 'charrette:w2'])
})
