import type { TLBinding, TLPageId, TLShape } from '@tldraw/tlschema'
import { createTLSchema, defaultBindingSchemas, defaultShapeSchemas } from '@tldraw/tlschema'
import type { IndexKey, JsonObject } from '@tldraw/utils'
import { cardDefaults, cardMigrations, cardProps } from './cardShape.ts'
import { imageDefaults, imageMigrations, imageProps } from './imageShape.ts'

/**
 * What a board may hold: cards, arrows (links), frames (clusters), pen strokes and images, and the bindings of arrows.
 * Everything else that tldraw knows (embeds, bookmarks, videos, rich text …) is no part of a board, so no bytes can
 * bring it there.
 */
export const boardSchema = createTLSchema({
	shapes: {
		card: { props: cardProps, migrations: cardMigrations },
		arrow: defaultShapeSchemas.arrow,
		frame: defaultShapeSchemas.frame,
		draw: defaultShapeSchemas.draw,
		image: { props: imageProps, migrations: imageMigrations },
	},
	bindings: defaultBindingSchemas,
})

/** A record that lives in the document. The page and the document record are the same on every board, and are not stored. */
export type BoardRecord = TLShape | TLBinding

export const SHAPE_TYPES = ['card', 'arrow', 'frame', 'draw', 'image'] as const
export type ShapeType = (typeof SHAPE_TYPES)[number]

/** Every board has this one page. */
export const PAGE_ID = 'page:board' as TLPageId
export const FIRST_INDEX = 'a1' as IndexKey

const ink = { color: 'black', fill: 'none', dash: 'solid', size: 'm', scale: 1 }

/** The value of each prop where the document has none (DOC1: defaults are not stored). The keys are all that is read. */
export const DEFAULT_PROPS: Record<ShapeType, JsonObject> = {
	card: { ...cardDefaults },
	arrow: {
		...ink,
		kind: 'arc',
		labelColor: 'black',
		arrowheadStart: 'none',
		arrowheadEnd: 'arrow',
		font: 'sans',
		start: { x: 0, y: 0 },
		end: { x: 2, y: 0 },
		bend: 0,
		text: '',
		labelPosition: 0.5,
		elbowMidPoint: 0.5,
	},
	frame: { w: 320, h: 240, name: '', color: 'black' },
	draw: { ...ink, segments: [], isComplete: true, isClosed: false, isPen: false },
	image: { ...imageDefaults },
}

export const DEFAULT_BINDING_PROPS: JsonObject = {
	terminal: 'end',
	normalizedAnchor: { x: 0.5, y: 0.5 },
	isExact: false,
	isPrecise: false,
	snap: 'none',
}

/** The values of a shape's own fields where the document has none. */
export const DEFAULT_SHAPE_FIELDS = {
	xy: [0, 0],
	index: FIRST_INDEX,
	parentId: PAGE_ID,
	rotation: 0,
	isLocked: false,
	opacity: 1,
}
