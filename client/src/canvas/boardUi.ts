import {
	ACTIVITIES,
	type Activity,
	type BoardContent,
	type CardKind,
	type EditingActivity,
	type Locale,
	type MarkedObstacles,
	markedObstacles,
	type ParticipantId,
	type PastedCard,
	type Point,
	type PresentedPage,
	type Rect,
	RectIndex,
	type SentReaction,
} from '@charrette/shared'
import { createReactionSender } from '../reactions/floatingReactions.tsx'
import { ORIGINALS, type Reader } from '../reading/useReading.tsx'
import type { ImageUploads } from '../sync/imageUploads.ts'
import { areSameCovers } from '../ui/Covers.tsx'
import type { Cover } from '../ui/useCover.ts'
import type { VisibleArea } from '../ui/visibleArea.ts'
import { createBoardContent } from './boardContent.ts'
import { type Appearances, createAppearances, type VoteResults } from './card/shapeAppearance.ts'
import { createPeerCursors, type PeerCursors } from './editor/peerCursors.ts'
import type { Editor } from './engine/editor.ts'
import type { CopiedContent, ShapeId } from './engine/shapes.ts'
import { type Atom, atom, computed, type Signal, untracked } from './engine/signals.ts'
import { repeatedMeaning } from './link/repeatedMeaning.ts'
import { createRenderImages, DEVICE_FONTS, type RenderFonts, type RenderImages } from './render/renderAssets.ts'
import type { ShownTexts } from './render/ShownTexts.ts'
import { type BoardSearch, createBoardSearch } from './search/boardSearch.ts'
import { createMinimapSetting, type MinimapSetting } from './toolbars/minimap.ts'
import { areSameInsets, type CoveredCanvas, computeInsets, type Insets } from './viewport/insets.ts'
import { createVisibleArea } from './viewport/visibleArea.ts'

/**
 * The state of a board's interface, by subject: everything that belongs to one editor and is not in
 * the document. Each field is created on first access, and lives as long as the editor.
 */
export interface BoardUi {
	/** The content of the canvas, with a short delay; see `createBoardContent`. */
	readonly content: Signal<BoardContent>
	/** The cards of the open obstacles, and those of the obstacles that several cities share. */
	readonly obstacles: Signal<MarkedObstacles>
	/** The activities that the current phase allows this person (RUN5). */
	readonly permissions: Atom<ReadonlySet<Activity>>
	readonly search: BoardSearch
	readonly people: {
		/** The author of new cards. The id is null and the city empty for a facilitator. */
		readonly author: { current: { id: ParticipantId | null; city: string } }
		/**
		 * The names of participants. Exports need them, since they are rendered outside the React
		 * context.
		 */
		readonly names: { current: ReadonlyMap<string, string> }
		readonly cursors: PeerCursors
		/** The reaction that currently floats up from this person's cursor; presence sends it. */
		readonly reaction: Atom<SentReaction | null>
		readonly reactionSender: ReturnType<typeof createReactionSender>
	}
	readonly viewport: {
		readonly visibleArea: Signal<VisibleArea>
		/** The elements over the canvas, in px of the canvas; see `followCovers`. */
		readonly covers: Atom<readonly Cover[]>
		/** The canvas with its covers, and its part above a keyboard. */
		readonly coveredCanvas: Signal<CoveredCanvas>
		/** The insets of the largest part of the canvas that nothing covers. */
		readonly insets: Signal<Insets>
		readonly minimap: MinimapSetting
	}
	readonly cards: {
		/** The kind of the next new card: the one used last. */
		readonly nextKind: Atom<CardKind>
		/** The card that the current edit has created, with its number of links then. */
		readonly draft: { current: { card: ShapeId; links: number } | null }
		/**
		 * The position of every card when cards last came to rest. It does not change during a drag.
		 */
		readonly idle: Atom<RectIndex<Rect & { id: ShapeId }>>
		readonly appearances: Appearances
		readonly voteResults: Atom<VoteResults>
	}
	readonly links: {
		/** The link whose menu of meanings is open. */
		readonly menu: Atom<ShapeId | null>
		/** The card that a dialog is linking to another one. */
		readonly from: Atom<ShapeId | null>
		/**
		 * Whether a link is being dragged from a connection point. Dropped on the empty board, it
		 * creates a card there.
		 */
		readonly isFromConnectionPoint: { current: boolean }
		/** The meaning of all links, if they have the same one; see `repeatedMeaning`. */
		readonly repeatedMeaning: Signal<ReturnType<typeof repeatedMeaning>>
	}
	readonly images: {
		/** The uploads of the document; null where this person cannot add any. */
		readonly uploads: { current: ImageUploads | null }
		/** The images and fonts of the exports that this editor renders. */
		readonly rendered: RenderImages
		readonly fonts: { current: RenderFonts }
		/**
		 * The language of the exports that this editor renders, that of the interface by default, and
		 * the texts that they do not show as they were written.
		 */
		readonly words: { current: { locale: Locale | null; texts: ShownTexts } }
	}
	readonly notices: {
		/** The notice that the canvas itself shows. */
		readonly shown: Atom<BoardNotice | null>
		/** The announcement for screen readers of an action whose result is only visible. */
		readonly announcement: Atom<string>
	}
	readonly presentation: {
		/** Whether this person presents the board, or only the cards of the last reveal. */
		readonly presenting: Atom<'board' | 'revealed' | null>
		/** The first card of the scene that this person presents; presence sends it. */
		readonly scene: Atom<string | null>
		/** The page of a document that this person presents over the scene (CASE7). */
		readonly page: Atom<PresentedPage | null>
		/** The area of the cards that a reveal put on this board meanwhile; null without a reveal. */
		readonly revealedArea: Atom<Rect | null>
	}
	readonly clipboard: {
		/** Pasted text of many cards, until this person confirms it. */
		readonly pending: Atom<PastedText | null>
		/** The shapes that this person last copied on this board. */
		readonly copied: { current: CopiedShapes | null }
	}
	/** Reads texts in this person's language (READ4), where there is no React context. */
	readonly reader: Atom<Reader>
	readonly dialogs: {
		readonly isHelpOpen: Atom<boolean>
		/** Whether the export dialog of the selection is requested. */
		readonly isExportRequested: Atom<boolean>
		/** A request to open the import dialog; null if there is none. */
		readonly importRequest: Atom<ImportRequest | null>
	}
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
	/** A pasted text was too long for one card. */
	| { type: 'continued'; most: number }
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
	point: Point
}

/** Copied shapes with their links, and their texts for other applications. */
export interface CopiedShapes {
	content: CopiedContent
	text: string
}

/** A request for the import dialog, with the dropped files if there are any. */
interface ImportRequest {
	files: readonly File[]
	/** For a pasted drawing, its texts, which are pasted for a person who may not import drawings. */
	texts?: string
}

const boardUis = new WeakMap<Editor, BoardUi>()

/** Returns the interface state of an editor; see `BoardUi`. */
export function boardUi(editor: Editor): BoardUi {
	const ui = boardUis.get(editor) ?? createBoardUi(editor)
	boardUis.set(editor, ui)
	return ui
}

function createBoardUi(editor: Editor): BoardUi {
	const ui: BoardUi = lazily<BoardUi>({
		content: () => createBoardContent(editor),
		obstacles: () =>
			computed('obstacles', () => {
				const { cards, links } = ui.content.get()
				return markedObstacles(cards, links)
			}),
		permissions: () => atom<ReadonlySet<Activity>>('permissions', new Set(ACTIVITIES)),
		search: () => createBoardSearch(ui),
		people: () => createPeople(editor),
		viewport: () => createViewport(editor),
		cards: () => createCards(editor, ui),
		links: () =>
			lazily<BoardUi['links']>({
				menu: () => atom<ShapeId | null>('link menu', null),
				from: () => atom<ShapeId | null>('link from', null),
				isFromConnectionPoint: () => ({ current: false }),
				repeatedMeaning: () =>
					computed('repeated meaning', () => repeatedMeaning(ui.content.get().links), {
						isEqual: (a, b) => a?.id === b?.id && a?.meaning === b?.meaning,
					}),
			}),
		images: () => ({
			uploads: { current: null },
			rendered: createRenderImages(),
			fonts: { current: DEVICE_FONTS },
			words: { current: { locale: null, texts: new Map() } },
		}),
		notices: () => ({
			shown: atom<BoardNotice | null>('notice', null),
			announcement: atom('announcement', ''),
		}),
		presentation: () => ({
			presenting: atom<'board' | 'revealed' | null>('presenting', null),
			scene: atom<string | null>('presented scene', null),
			page: atom<PresentedPage | null>('presented page', null),
			revealedArea: atom<Rect | null>('revealed area', null),
		}),
		clipboard: () => ({ pending: atom<PastedText | null>('pending paste', null), copied: { current: null } }),
		reader: () => atom('reader', ORIGINALS),
		dialogs: () => ({
			isHelpOpen: atom('is help open', false),
			isExportRequested: atom('is export requested', false),
			importRequest: atom<ImportRequest | null>('import request', null),
		}),
	})
	return ui
}

function createPeople(editor: Editor): BoardUi['people'] {
	const people: BoardUi['people'] = lazily<BoardUi['people']>({
		author: () => ({ current: { id: null, city: '' } }),
		names: () => ({ current: new Map() }),
		cursors: () => createPeerCursors(editor),
		reaction: () => atom<SentReaction | null>('reaction', null),
		reactionSender: () => {
			const sender = createReactionSender((sent) => people.reaction.set(sent))
			editor.disposables.add(sender.stop)
			return sender
		},
	})
	return people
}

function createViewport(editor: Editor): BoardUi['viewport'] {
	const viewport: BoardUi['viewport'] = lazily<BoardUi['viewport']>({
		visibleArea: () => createVisibleArea(editor),
		covers: () => atom<readonly Cover[]>('covers', [], { isEqual: areSameCovers }),
		coveredCanvas: () =>
			computed('covered canvas', () => {
				const { w, h } = editor.getViewportScreenBounds()
				return { size: { w, h }, covers: viewport.covers.get(), visible: viewport.visibleArea.get() }
			}),
		insets: () => computed('insets', () => computeInsets(viewport.coveredCanvas.get()), { isEqual: areSameInsets }),
		minimap: createMinimapSetting,
	})
	return viewport
}

function createCards(editor: Editor, ui: BoardUi): BoardUi['cards'] {
	const cards: BoardUi['cards'] = lazily<BoardUi['cards']>({
		nextKind: () => atom<CardKind>('next kind', 'obstacle'),
		draft: () => ({ current: null }),
		idle: () => atom('idle cards', new RectIndex<Rect & { id: ShapeId }>()),
		appearances: () => createAppearances(editor, { dimmed: ui.search.dimmed, voteResults: cards.voteResults }),
		voteResults: () => atom('vote results', { dots: new Map(), isVoting: false }),
	})
	return cards
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
				const value = untracked(creators[name])
				Object.defineProperty(fields, name, { value, enumerable: true })
				return value
			},
		})
	}
	return fields
}
