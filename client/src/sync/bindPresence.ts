import { type BoardPresence, MAX_LASER_POINTS, PAGE_ID, type Presence, type SentReaction } from '@charrette/shared'
import {
	type Atom,
	atom,
	type Editor,
	InstancePresenceRecordType,
	isEqual,
	react,
	type TLInstancePresence,
	TLPOINTER_ID,
	type TLScribble,
	type TLShapeId,
	unsafe__withoutCapture,
	WeakCache,
} from '@tldraw/tldraw'
import type { Awareness } from 'y-protocols/awareness'
import type { StoreBinding } from './bindStore.ts'
import { readLiveFields } from './pendingChanges.ts'

/** At most so often one's own presence is sent; the last of a burst always is. */
const SEND_MS = 80
const MAX_SELECTION = 50
const SHAPE_ID = /^shape:[A-Za-z0-9_-]{1,64}$/
const COLOUR = /^#[0-9a-f]{6}$/i

export interface PresenceDeps {
	editor: Editor
	awareness: Awareness
	/** What is in this hand, and where what is in the hands of others is shown (DOC3). */
	binding: Pick<StoreBinding, 'liveGesture' | 'setOverlay'>
}

/** Sends where this person points, looks, selects and types, and what is in the hand; shows that of the others. Returns its undo. */
export function bindPresence(deps: PresenceDeps): () => void {
	const stopSending = sendPresence(deps)
	const stopShowing = showPresence(deps)
	const stopShowingHands = showOverlays(deps)
	return () => {
		stopSending()
		stopShowing()
		stopShowingHands()
	}
}

function presenceOf(editor: Editor): BoardPresence {
	const pointer = editor.store.get(TLPOINTER_ID)
	// Before it has moved, the pointer is nowhere, not in the corner.
	const hasMoved = pointer !== undefined && pointer.lastActivityTimestamp > 0
	const view = editor.getViewportPageBounds()
	const { scribbles, followingUserId } = editor.getInstanceState()
	const laser = laserPoints(scribbles)
	const reaction = ownReaction(editor).get()
	return {
		cursor: hasMoved ? { x: Math.round(pointer.x), y: Math.round(pointer.y) } : null,
		selection: editor.getSelectedShapeIds().slice(0, MAX_SELECTION),
		typing: editor.getEditingShapeId(),
		viewport: { x: Math.round(view.x), y: Math.round(view.y), w: Math.round(view.w), h: Math.round(view.h) },
		...(followingUserId && { following: followingUserId }),
		...(laser && { laser }),
		...(reaction && { reaction }),
	}
}

function sendPresence({ editor, awareness, binding: { liveGesture } }: PresenceDeps): () => void {
	let latest: BoardPresence = {}
	let latestVersion = liveGesture.version.get()
	let isLive = false
	let sentAt = 0
	let timer: ReturnType<typeof setTimeout> | null = null
	const send = () => {
		if (timer) clearTimeout(timer)
		timer = null
		sentAt = performance.now()
		const live = liveGesture.read()
		isLive = live !== undefined
		awareness.setLocalState(live ? { ...latest, live } : latest)
	}
	const stop = react('send presence', () => {
		const now = presenceOf(editor)
		const version = liveGesture.version.get()
		// The editor notes every event of the pointer, also where nothing came of it.
		if (isEqual(now, latest) && version === latestVersion) return
		latest = now
		latestVersion = version
		// What was in the hand is in the document now, and on its way: it must not lie over the document any longer.
		if (isLive && liveGesture.isEmpty()) unsafe__withoutCapture(send)
		else timer ??= setTimeout(send, Math.max(0, sentAt + SEND_MS - performance.now()))
	})
	return () => {
		stop()
		if (timer) clearTimeout(timer)
		awareness.setLocalState({})
	}
}

/** A peer's entry as tldraw's record; null if it shows nothing. The server vouches for `user`, nobody for the rest. */
function recordOf(client: number, state: Partial<Presence<BoardPresence>>): TLInstancePresence | null {
	const { user, cursor, selection = [], typing = null, viewport, following = null, laser, reaction = null } = state
	if (!user || !(cursor || viewport)) return null
	return InstancePresenceRecordType.create({
		id: InstancePresenceRecordType.createId(String(client)),
		userId: user.participant ?? String(client),
		userName: user.city ? `${user.name} · ${user.city}` : user.name,
		color: COLOUR.test(user.colour) ? user.colour : '#586174',
		currentPageId: PAGE_ID,
		lastActivityTimestamp: Date.now(),
		cursor: cursor ? { x: cursor.x, y: cursor.y, type: 'default', rotation: 0 } : null,
		selectedShapeIds: selection.filter((id): id is TLShapeId => SHAPE_ID.test(id)),
		camera: viewport ? { x: -viewport.x, y: -viewport.y, z: 1 } : null,
		screenBounds: viewport ?? null,
		followingUserId: following,
		scribbles: laserTrail(laser),
		meta: { typing, role: user.role, name: user.name, reaction: reaction ? { ...reaction } : null },
	})
}

function showPresence({ editor, awareness }: PresenceDeps): () => void {
	const changed = new Set<number>()
	let frame = 0
	const show = () => {
		frame = 0
		const { store } = editor
		const put: TLInstancePresence[] = []
		const remove: TLInstancePresence['id'][] = []
		for (const client of changed) {
			const state = client === awareness.clientID ? undefined : awareness.getStates().get(client)
			const record = state ? recordOf(client, state) : null
			if (record) put.push(record)
			else remove.push(InstancePresenceRecordType.createId(String(client)))
		}
		changed.clear()
		store.mergeRemoteChanges(() => {
			store.remove(remove.filter((id) => store.has(id)))
			store.put(put)
		})
	}
	const onChange = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
		for (const client of [...added, ...updated, ...removed]) changed.add(client)
		frame ||= requestAnimationFrame(show)
	}
	onChange({ added: [...awareness.getStates().keys()], updated: [], removed: [] })
	awareness.on('change', onChange)
	return () => {
		awareness.off('change', onChange)
		cancelAnimationFrame(frame)
	}
}

/** Shows what others have in their hands; the binding merges it with what comes in the document. */
function showOverlays({ awareness, binding }: PresenceDeps): () => void {
	const shown = new Set<number>()
	const show = (clients: Iterable<number>) => {
		for (const client of clients) {
			const state = client === awareness.clientID ? undefined : awareness.getStates().get(client)
			const live = readLiveFields(state?.['live'])
			binding.setOverlay(client, live)
			if (live) shown.add(client)
			else shown.delete(client)
		}
	}
	const onChange = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) =>
		show([...added, ...updated, ...removed])
	show(awareness.getStates().keys())
	awareness.on('change', onChange)
	return () => {
		awareness.off('change', onChange)
		for (const client of shown) binding.setOverlay(client, null)
	}
}

/** The newest points of the laser's trail, as they travel: x, y, x, y … Undefined while nobody points. */
export function laserPoints(scribbles: readonly TLScribble[]): number[] | undefined {
	const trail = scribbles.findLast(({ color, points }) => color === 'laser' && points.length > 0)
	return trail?.points.slice(-MAX_LASER_POINTS).flatMap(({ x, y }) => [Math.round(x), Math.round(y)])
}

/** A peer's trail as the editor draws it; none if what was said is no trail. */
export function laserTrail(said: unknown): TLScribble[] {
	if (!Array.isArray(said) || said.length < 2 || !said.every(Number.isFinite)) return []
	const numbers = said.slice(0, MAX_LASER_POINTS * 2) as number[]
	const points = Array.from({ length: Math.floor(numbers.length / 2) }, (_, index) => ({
		x: numbers[index * 2] ?? 0,
		y: numbers[index * 2 + 1] ?? 0,
		z: 0.5,
	}))
	return [
		{
			id: 'laser',
			points,
			size: 4,
			color: 'laser',
			opacity: 0.7,
			state: 'active',
			delay: 0,
			shrink: 0.05,
			taper: true,
		},
	]
}

const reactions = new WeakCache<Editor, Atom<SentReaction | null>>()

/** The reaction that rises from this person's own cursor now, as a signal; presence tells it to the others. */
export function ownReaction(editor: Editor): Atom<SentReaction | null> {
	return reactions.get(editor, () => atom<SentReaction | null>('own reaction', null))
}
