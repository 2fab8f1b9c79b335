import {
	type AnnouncedDeletion,
	type BoardPresence,
	MAX_LASER_POINTS,
	PAGE_ID,
	type Presence,
	type PresentedPage,
	type SentReaction,
	type UndoneCreation,
} from '@charrette/shared'
import {
	type Editor,
	InstancePresenceRecordType,
	isEqual,
	react,
	type Signal,
	type TLInstancePresence,
	TLPOINTER_ID,
	type TLScribble,
	type TLShapeId,
	unsafe__withoutCapture,
} from '@tldraw/tldraw'
import type { Awareness } from 'y-protocols/awareness'
import type { StoreBinding } from './bindStore.ts'
import { readLiveFields } from './pendingChanges.ts'

/** The shortest time between two presence updates; the last update of a burst is always sent. */
const SEND_MS = 80
const MAX_SELECTION = 50
const SHAPE_ID = /^shape:[A-Za-z0-9_-]{1,64}$/
const COLOUR = /^#[0-9a-f]{6}$/i

export interface PresenceDeps {
	editor: Editor
	awareness: Awareness
	/** Reads this person's live gesture and shows the live gestures of others (DOC3). */
	binding: Pick<StoreBinding, 'liveGesture' | 'setOverlay'>
	/** The reaction that this person is sending; null if there is none. */
	reaction: Signal<SentReaction | null>
	/** The first card of the scene that this person presents; null if there is none. */
	scene: Signal<string | null>
	/** The page of a document that this person presents; null if there is none. */
	page: Signal<PresentedPage | null>
	/** This person's undone creation that others had worked on; null if there is none. */
	undone: Signal<UndoneCreation | null>
	/** This person's last deletion of many cards of others; null if there was none. */
	deleted: Signal<AnnouncedDeletion | null>
	/** Whether this person sorts the cards now. */
	isSorting: Signal<boolean>
}

/**
 * Sends this person's pointer, viewport, selection, text cursor and live gesture, and shows those
 * of the others. Returns a function that stops both.
 */
export function bindPresence(deps: PresenceDeps): () => void {
	const stopSending = sendPresence(deps)
	const stopShowing = showPresence(deps)
	const stopOverlays = showOverlays(deps)
	return () => {
		stopSending()
		stopShowing()
		stopOverlays()
	}
}

function presenceOf({ editor, reaction, scene, page, undone, deleted, isSorting }: PresenceDeps): BoardPresence {
	const pointer = editor.store.get(TLPOINTER_ID)
	// A pointer that has never moved would be shown in the top left corner.
	const hasMoved = pointer !== undefined && pointer.lastActivityTimestamp > 0
	const view = editor.getViewportPageBounds()
	const { scribbles, followingUserId } = editor.getInstanceState()
	const laser = laserPoints(scribbles)
	return {
		cursor: hasMoved ? { x: Math.round(pointer.x), y: Math.round(pointer.y) } : null,
		selection: editor.getSelectedShapeIds().slice(0, MAX_SELECTION),
		typing: editor.getEditingShapeId(),
		viewport: { x: Math.round(view.x), y: Math.round(view.y), w: Math.round(view.w), h: Math.round(view.h) },
		...(followingUserId && { following: followingUserId }),
		...(laser && { laser }),
		...(scene.get() && { scene: scene.get() }),
		...(page.get() && { page: page.get() }),
		...(reaction.get() && { reaction: reaction.get() }),
		...(undone.get() && { undone: undone.get() }),
		...(deleted.get() && { deleted: deleted.get() }),
		...(isSorting.get() && { sorting: true }),
	}
}

function sendPresence(deps: PresenceDeps): () => void {
	const {
		awareness,
		binding: { liveGesture },
	} = deps
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
		const now = presenceOf(deps)
		const version = liveGesture.version.get()
		// The editor signals every pointer event, even if nothing changed.
		if (isEqual(now, latest) && version === latestVersion) return
		latest = now
		latestVersion = version
		// The gesture has just been written and sent: its live fields must not cover the document any
		// longer.
		if (isLive && liveGesture.isEmpty()) unsafe__withoutCapture(send)
		else timer ??= setTimeout(send, Math.max(0, sentAt + SEND_MS - performance.now()))
	})
	return () => {
		stop()
		if (timer) clearTimeout(timer)
		awareness.setLocalState({})
	}
}

/**
 * Returns a peer's presence as a tldraw record; null if there is nothing to show. Of its fields,
 * only `user` is set by the server.
 */
function recordOf(client: number, state: Partial<Presence<BoardPresence>>): TLInstancePresence | null {
	const {
		user,
		cursor,
		selection = [],
		typing = null,
		viewport,
		following = null,
		laser,
		scene = null,
		page = null,
		reaction = null,
	} = state
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
		meta: {
			typing,
			scene,
			page: page && { ...page },
			role: user.role,
			name: user.name,
			reaction: reaction ? { ...reaction } : null,
		},
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
	const stop = watchClients(awareness, (clients) => {
		for (const client of clients) changed.add(client)
		frame ||= requestAnimationFrame(show)
	})
	return () => {
		stop()
		cancelAnimationFrame(frame)
	}
}

/** Shows the live gestures of others; the binding merges them with the changes of the document. */
function showOverlays({ awareness, binding }: PresenceDeps): () => void {
	const shown = new Set<number>()
	const stop = watchClients(awareness, (clients) => {
		for (const client of clients) {
			const state = client === awareness.clientID ? undefined : awareness.getStates().get(client)
			const live = readLiveFields(state?.['live'])
			binding.setOverlay(client, live)
			if (live) shown.add(client)
			else shown.delete(client)
		}
	})
	return () => {
		stop()
		for (const client of shown) binding.setOverlay(client, null)
	}
}

/**
 * Calls back with the Yjs client ids that are present, and then with the ids of clients whose
 * presence changes. Returns a function that stops the calls.
 */
function watchClients(awareness: Awareness, callback: (clients: readonly number[]) => void): () => void {
	const onChange = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) =>
		callback([...added, ...updated, ...removed])
	callback([...awareness.getStates().keys()])
	awareness.on('change', onChange)
	return () => awareness.off('change', onChange)
}

/**
 * Returns the newest points of this person's laser trail, as x, y, x, y …; undefined if there is
 * none.
 */
export function laserPoints(scribbles: readonly TLScribble[]): number[] | undefined {
	const trail = scribbles.findLast(({ color, points }) => color === 'laser' && points.length > 0)
	return trail?.points.slice(-MAX_LASER_POINTS).flatMap(({ x, y }) => [Math.round(x), Math.round(y)])
}

/** Returns a peer's laser trail as tldraw scribbles; an empty list if the value is not a trail. */
export function laserTrail(value: unknown): TLScribble[] {
	if (!Array.isArray(value) || value.length < 2 || !value.every(Number.isFinite)) return []
	const numbers = value.slice(0, MAX_LASER_POINTS * 2) as number[]
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
