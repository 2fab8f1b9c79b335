import {
	ACTIVITIES,
	type Activity,
	type BoardContent,
	type CardKind,
	type EditingActivity,
	type MarkedObstacles,
	markedObstacles,
	type ParticipantId,
	type PastedCard,
	RectIndex,
	type SentReaction,
} from '@charrette/shared'
import {
	type Atom,
	atom,
	computed,
	type Editor,
	type Signal,
	type TLContent,
	type TLShapeId,
	unsafe__withoutCapture,
	type VecLike,
	WeakCache,
} from '@tldraw/tldraw'
import type { ImageUploads } from '../sync/imageUploads.ts'
import { areSameCovers } from '../ui/Covers.tsx'
import type { Cover } from '../ui/useCover.ts'
import type { VisibleArea } from '../ui/visibleArea.ts'
import { createBoardContent } from './boardContent.ts'
import { type Appearances, createAppearances, type VoteResults } from './card/shapeAppearance.ts'
import { createPeerCursors, type PeerCursors } from './editor/peerCursors.ts'
import { repeatedMeaning } from './link/repeatedMeaning.ts'
import { createRenderImages, DEVICE_FONTS, type RenderFonts, type RenderImages } from './render/renderAssets.ts'
import { type BoardSearch, createBoardSearch } from './search/boardSearch.ts'
import { createMinimapSetting, type MinimapSetting } from './toolbars/minimap.ts'
import type { Rect } from './viewport/freeSpace.ts'
import { areSameInsets, type CoveredCanvas, computeInsets, type Insets } from './viewport/insets.ts'
import { createVisibleArea } from './viewport/visibleArea.ts'

/**
 * The state of a board's interface: everything that belongs to one editor and is not in the
 * document. Each field is created on first access, and lives as long as the editor.
 */
export interface BoardUi {
	/** The author of new cards. The id is null and the city empty for a facilitator. */
	readonly author: { current: { id: ParticipantId | null; city: string } }
	/**
	 * The names of participants. Exports need them, since they are rendered outside the React
	 * context.
	 */
	readonly names: { current: ReadonlyMap<string, string> }
	/** The content of the canvas, with a short delay; see `createBoardContent`. */
	readonly content: Signal<BoardContent>
	/** The cards of the open obstacles, and those of the obstacles that several cities share. */
	readonly obstacles: Signal<MarkedObstacles>
	/** The meaning of all links, if they have the same one; see `repeatedMeaning`. */
	readonly repeatedMeaning: Signal<ReturnType<typeof repeatedMeaning>>
	readonly search: BoardSearch
	readonly visibleArea: Signal<VisibleArea>
	/** The elements over the canvas, in px of the canvas; see `followCovers`. */
	readonly covers: Atom<readonly Cover[]>
	/** The canvas with its covers, and its part above a keyboard. */
	readonly coveredCanvas: Signal<CoveredCanvas>
	/** The insets of the largest part of the canvas that nothing covers. */
	readonly insets: Signal<Insets>
	/** The kind of the next new card: the one used last. */
	readonly nextKind: Atom<CardKind>
	readonly voteResults: Atom<VoteResults>
	readonly appearances: Appearances
	/** The position of every card when cards last came to rest. It does not change during a drag. */
	readonly idleCards: Atom<RectIndex<Rect & { id: TLShapeId }>>
	/** The link whose menu of meanings is open. */
	readonly linkMenu: Atom<TLShapeId | null>
	/**
	 * Whether a link is being dragged from a connection point. Dropped on the empty board, it creates
	 * a card there.
	 */
	readonly isFromConnectionPoint: { current: boolean }
	/** The uploads of the document; null where this person cannot add any. */
	readonly uploads: { current: ImageUploads | null }
	/** The fonts of the exports that this editor renders. */
	readonly renderFonts: { current: RenderFonts }
	readonly renderImages: RenderImages
	/** The activities that the current phase allows this person (RUN5). */
	readonly permissions: Atom<ReadonlySet<Activity>>
	/** The card that the current edit has created, with its number of links then. */
	readonly draft: { current: { card: TLShapeId; links: number } | null }
	/** The notice that the canvas itself shows. */
	readonly notice: Atom<BoardNotice | null>
	/** The announcement for screen readers of an action whose result is only visible. */
	readonly announcement: Atom<string>
	/** The card that a dialog is linking to another one. */
	readonly linkFrom: Atom<TLShapeId | null>
	readonly isHelpOpen: Atom<boolean>
	/** Whether this person presents the board, or only the cards of the last reveal. */
	readonly presenting: Atom<'board' | 'revealed' | null>
	/** The first card of the scene that this person presents; presence sends it. */
	readonly presentedScene: Atom<string | null>
	/** The area of the cards that a reveal put on this board meanwhile; null without a reveal. */
	readonly revealedArea: Atom<Rect | null>
	readonly minimap: MinimapSetting
	readonly peerCursors: PeerCursors
	/** Pasted text of many cards, until this person confirms it. */
	readonly pendingPaste: Atom<PastedText | null>
	/** The shapes that this person last copied on this board. */
	readonly copied: { current: CopiedShapes | null }
	/** Whether the export dialog of the selection is requested. */
	readonly isExportRequested: Atom<boolean>
	/** A request to open the import dialog; null if there is none. */
	readonly importRequest: Atom<ImportRequest | null>
	/** The reaction that currently floats up from this person's cursor; presence sends it. */
	readonly reaction: Atom<SentReaction | null>
	/**
	 * The number of this person's last reaction, and the time when it was sent (`performance.now()`).
	 */
	readonly lastReaction: { n: number; sentAt: number }
}

/**
 * A notice of the canvas: a hint, or the text of a card that was lost while this person was writing
 * it.
 */
export type BoardNotice =
	| { type: 'linkNeedsCards' }
	/** The phase does not allow the activity. */
	| { type: 'denied'; activity: EditingActivity }
	| { type: 'tooMuchPasted'; count: number }
	/** The clipboard had shapes of another release. */
	| { type: 'pastedAsText'; hasText: boolean }
	| { type: 'draft'; text: string }
	/** A sentence in the interface language. */
	| { type: 'message'; text: string }
	/** The document was discarded with its unsaved changes; `text` was in an open editor then. */
	| { type: 'lost'; reason: 'replaced' | 'rejected'; text: string | null }

/**
 * Pasted text as cards around `point` (page units): `cards` has one per line or row, `whole` is the
 * text for a single card.
 */
export interface PastedText {
	cards: readonly PastedCard[]
	whole: string
	point: VecLike
}

/** Copied shapes with their links, and their texts for other applications. */
export interface CopiedShapes {
	content: TLContent
	text: string
}

/** A request for the import dialog, with the dropped file if there is one. */
interface ImportRequest {
	file: File | null
}

const boardUis = new WeakCache<Editor, BoardUi>()

/** Returns the interface state of an editor; see `BoardUi`. */
export function boardUi(editor: Editor): BoardUi {
	return boardUis.get(editor, createBoardUi)
}

function createBoardUi(editor: Editor): BoardUi {
	const ui: BoardUi = lazily<BoardUi>({
		author: () => ({ current: { id: null, city: '' } }),
		names: () => ({ current: new Map() }),
		content: () => createBoardContent(editor),
		obstacles: () =>
			computed('obstacles', () => {
				const { cards, links } = ui.content.get()
				return markedObstacles(cards, links)
			}),
		repeatedMeaning: () =>
			computed('repeated meaning', () => repeatedMeaning(ui.content.get().links), {
				isEqual: (a, b) => a?.id === b?.id && a?.meaning === b?.meaning,
			}),
		search: () => createBoardSearch(ui),
		visibleArea: () => createVisibleArea(editor),
		covers: () => atom<readonly Cover[]>('covers', [], { isEqual: areSameCovers }),
		coveredCanvas: () =>
			computed('covered canvas', () => {
				const { w, h } = editor.getViewportScreenBounds()
				return { size: { w, h }, covers: ui.covers.get(), visible: ui.visibleArea.get() }
			}),
		insets: () => computed('insets', () => computeInsets(ui.coveredCanvas.get()), { isEqual: areSameInsets }),
		nextKind: () => atom<CardKind>('next kind', 'obstacle'),
		voteResults: () => atom('vote results', { dots: new Map(), isVoting: false }),
		appearances: () => createAppearances(editor, { dimmed: ui.search.dimmed, voteResults: ui.voteResults }),
		idleCards: () => atom('idle cards', new RectIndex<Rect & { id: TLShapeId }>()),
		linkMenu: () => atom<TLShapeId | null>('link menu', null),
		isFromConnectionPoint: () => ({ current: false }),
		uploads: () => ({ current: null }),
		renderFonts: () => ({ current: DEVICE_FONTS }),
		renderImages: createRenderImages,
		permissions: () => atom<ReadonlySet<Activity>>('permissions', new Set(ACTIVITIES)),
		draft: () => ({ current: null }),
		notice: () => atom<BoardNotice | null>('notice', null),
		announcement: () => atom('announcement', ''),
		linkFrom: () => atom<TLShapeId | null>('link from', null),
		isHelpOpen: () => atom('is help open', false),
		presenting: () => atom<'board' | 'revealed' | null>('presenting', null),
		presentedScene: () => atom<string | null>('presented scene', null),
		revealedArea: () => atom<Rect | null>('revealed area', null),
		minimap: createMinimapSetting,
		peerCursors: () => createPeerCursors(editor),
		pendingPaste: () => atom<PastedText | null>('pending paste', null),
		copied: () => ({ current: null }),
		isExportRequested: () => atom('is export requested', false),
		importRequest: () => atom<ImportRequest | null>('import request', null),
		reaction: () => atom<SentReaction | null>('reaction', null),
		lastReaction: () => ({ n: 0, sentAt: Number.NEGATIVE_INFINITY }),
	})
	return ui
}

/**
 * Returns an object whose fields are created on first access. Signals that a creator reads are not
 * captured by the caller.
 */
function lazily<Fields extends object>(creators: { [Name in keyof Fields]: () => Fields[Name] }): Fields {
	const fields = {} as Fields
	for (const name of Object.keys(creators) as (keyof Fields)[]) {
		Object.defineProperty(fields, name, {
			configurable: true,
			enumerable: true,
			get() {
				const value = unsafe__withoutCapture(creators[name])
				Object.defineProperty(fields, name, { value, enumerable: true })
				return value
			},
		})
	}
	return fields
}
