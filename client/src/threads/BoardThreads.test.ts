import {
	applyThreadAction,
	type MessageId,
	type ThreadAction,
	type ThreadId,
	type ThreadReader,
} from '@charrette/shared'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { observeThreads } from './BoardThreads.ts'
import { createReadMarks } from './readMarks.ts'

const CARD = 'shape:one'
const thread = (name: string) => `thread:${name}` as ThreadId
const message = (name: string) => `note:${name}` as MessageId
const start = (name: string, text = name): ThreadAction => ({
	type: 'start',
	thread: thread(name),
	message: message(name),
	on: { type: 'card', id: CARD },
	text,
})
const reply = (to: string, name: string, mentions: string[] = []): ThreadAction => ({
	type: 'reply',
	thread: thread(to),
	message: message(name),
	text: name,
	mentions,
})

/** A document with one card, and Ana who reads it; `say` changes it as somebody else. */
function createScene({ stored = '{}', author = 'ana' } = {}) {
	const doc = new Y.Doc()
	const records = doc.getMap<Y.Map<unknown>>('records')
	records.set(CARD, new Y.Map<unknown>([['type', 'card']]))
	let at = Date.UTC(2026, 0, 1)
	let marks = stored
	const reader: ThreadReader = { author, isOnePerson: true, names: new Set([author, 'group 1']) }
	const store = {
		read: () => marks || null,
		write(value: string) {
			marks = value
		},
	}
	return {
		records,
		stored: () => marks,
		open: (hadThreads = true) => observeThreads({ records, reader, marks: createReadMarks(store), hadThreads }),
		say(action: ThreadAction, by = 'ben', when?: number) {
			at += 1000
			doc.transact(() => applyThreadAction(records, action, { author: by, isFacilitator: false, at: when ?? at }))
		},
	}
}

beforeEach(() => {
	vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run))
	vi.stubGlobal('cancelAnimationFrame', clearTimeout)
})
afterEach(() => vi.unstubAllGlobals())

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))

it('[TALK1] threads that two people began at the same time are one conversation', () => {
	const scene = createScene()
	scene.say(start('first'))
	scene.say(start('second'))
	scene.say(reply('first', 'third'))
	const threads = scene.open()
	const texts = threads.of(CARD)?.messages.map(({ text }) => text)
	expect(texts).toEqual(['first', 'second', 'third'])
	expect(threads.of('board')).toBeNull()
	threads.close()
})

it('[TALK2] only the conversation that changed is read again, and only its listeners are called', async () => {
	const scene = createScene()
	scene.records.set('shape:two', new Y.Map<unknown>([['type', 'card']]))
	scene.say(start('first'))
	scene.say({ ...start('other'), on: { type: 'card', id: 'shape:two' } } as ThreadAction)
	const threads = scene.open()
	const [changed, same] = [vi.fn(), vi.fn()]
	threads.subscribe(CARD, changed)
	threads.subscribe('shape:two', same)
	const other = threads.of('shape:two')
	scene.say(reply('first', 'second'))
	scene.records.get('shape:two')?.set('props.kind', 'case')
	await nextFrame()
	expect(threads.of(CARD)?.count).toBe(2)
	expect(changed).toHaveBeenCalledOnce()
	expect(same).not.toHaveBeenCalled()
	expect(threads.of('shape:two')).toBe(other)
	threads.close()
})

it('[TALK2] messages of others are unread until the conversation is, also after a reload', async () => {
	const scene = createScene()
	scene.say(start('first'))
	scene.say(reply('first', 'mine'), 'ana')
	const threads = scene.open()
	expect(threads.of(CARD)).toMatchObject({ count: 2, unread: 1, isMine: true })
	threads.markRead(CARD)
	expect(threads.of(CARD)?.unread).toBe(0)
	scene.say(reply('first', 'later'))
	await nextFrame()
	expect(threads.of(CARD)?.unread).toBe(1)
	threads.close()
	const again = scene.open()
	expect(again.of(CARD)?.unread).toBe(1)
	again.markRead()
	expect(again.of(CARD)?.unread).toBe(0)
	again.close()
})

it('[TALK2] a message that arrives late is unread, although later ones were read', async () => {
	const scene = createScene()
	const before = Date.UTC(2026, 0, 1)
	scene.say(start('first'))
	scene.say(reply('first', 'second'))
	const threads = scene.open()
	threads.markRead()
	scene.say(reply('first', 'from the train'), 'li', before + 1500)
	await nextFrame()
	expect(threads.of(CARD)?.unread).toBe(1)
	threads.close()
})

it('[TALK2] on the first visit of a board, whatever is there counts as read', () => {
	const scene = createScene({ stored: '' })
	scene.say(start('first'))
	const threads = scene.open()
	expect(threads.of(CARD)?.unread).toBe(0)
	expect(JSON.parse(scene.stored())).toEqual({ 'thread:first': [expect.any(Number), 1] })
	threads.close()
	const later = createScene({ stored: '' })
	later.say(start('late'))
	const other = later.open(false)
	expect(other.of(CARD)?.unread).toBe(1)
	other.close()
})

it('[TALK2] marks that are damaged or of another release are left out', () => {
	for (const stored of ['nonsense', 'null', '[1]', '{"thread:first":"x"}']) {
		const scene = createScene({ stored })
		scene.say(start('first'))
		const threads = scene.open()
		expect(threads.of(CARD)?.unread).toBe(1)
		threads.close()
	}
})

it('[TALK4] messages that name this person or their group are for them, and new ones are news', async () => {
	const scene = createScene()
	scene.say(start('first'))
	const threads = scene.open()
	const news = vi.fn()
	threads.onNew(news)
	scene.say(reply('first', 'to me', ['ana']))
	scene.say(reply('first', 'to us', ['group 1', 'li']))
	scene.say(reply('first', 'to others', ['li']))
	scene.say(reply('first', 'mine', ['ana']), 'ana')
	await nextFrame()
	const { mentions = [], unreadMentions } = threads.of(CARD) ?? {}
	expect(mentions.map(({ text }) => text)).toEqual(['to me', 'to us'])
	expect(unreadMentions).toBe(2)
	expect(news.mock.calls.flat(2)).toHaveLength(4)
	threads.close()
})

it('[TALK2] a thread is gone with its card, and comes back with it; a resolved one has no count', async () => {
	const scene = createScene()
	scene.say(start('first'))
	const threads = scene.open()
	scene.records.delete(CARD)
	await nextFrame()
	expect(threads.list()).toEqual([])
	scene.records.set(CARD, new Y.Map<unknown>([['type', 'card']]))
	await nextFrame()
	expect(threads.of(CARD)?.count).toBe(1)
	scene.say({ type: 'resolve', thread: thread('first') })
	await nextFrame()
	expect(threads.of(CARD)).toMatchObject({ count: 0, unread: 0, open: [] })
	threads.close()
})
