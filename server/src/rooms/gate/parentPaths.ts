import { isFieldName, isTextKey, RECORD_ID_PATTERN, type Records, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import type { Struct } from './updateCodec.ts'

type AnyType = NonNullable<Y.Item['parent']>
/**
 * The three levels of a board's document: the root map of records, a record, and a text of it.
 */
type Level = 'records' | 'record' | 'text'

/** Position of an item: its parent type and its key in it. */
export interface ParentPath {
	parent: AnyType
	key: string | null
	level: Level
}

/**
 * The parent of an item; `dropped` if Yjs will drop the item because its parent is gone,
 * `forbidden` if the item is not allowed there.
 */
export type ResolvedParent = ParentPath | 'dropped' | 'forbidden'

/** An item of an update that will be applied, with its position. */
export interface PlacedItem {
	item: Y.Item
	path: ParentPath
}

/**
 * Resolves the parent of each struct of an update. An item names its parent only if it names no
 * neighbour; otherwise it has the parent of its neighbours, as in `Item.getMissing` of Yjs. Call
 * `resolve` in the order of dependencies.
 */
export class ParentPaths {
	readonly #doc: Y.Doc
	readonly #blocks: ReadonlyMap<number, readonly Struct[]>
	readonly #root: Records
	readonly #resolved = new Map<Struct, ResolvedParent>()
	/** The types that the update adds; most updates add none. */
	#newTypes: Map<AnyType, Level> | null = null

	constructor(doc: Y.Doc, blocks: ReadonlyMap<number, readonly Struct[]>) {
		this.#doc = doc
		this.#blocks = blocks
		this.#root = recordsOf(doc)
	}

	resolve(struct: Struct): ResolvedParent {
		const found = struct instanceof Y.Item ? this.#findPath(struct) : 'dropped'
		const isAllowed = typeof found === 'string' || isAllowedIn(struct as Y.Item, found)
		const parent = isAllowed ? found : 'forbidden'
		this.#resolved.set(struct, parent)
		if (typeof parent !== 'string' && struct instanceof Y.Item && struct.content instanceof Y.ContentType) {
			this.#newTypes ??= new Map()
			this.#newTypes.set(struct.content.type, parent.level === 'records' ? 'record' : 'text')
		}
		return parent
	}

	#findPath(item: Y.Item): ResolvedParent {
		const left = item.origin && this.#pathOf(this.#find(item.origin))
		const right = item.rightOrigin && this.#pathOf(this.#find(item.rightOrigin))
		if (left || right) return between(left, right)
		if (item.parent instanceof Y.ID) return this.#pathInItem(item.parent, item.parentSub)
		return (item.parent as unknown) === 'records' ? this.#pathIn(this.#root, item.parentSub) : 'forbidden'
	}

	#find(id: Y.ID): Struct {
		if (id.clock < Y.getState(this.#doc.store, id.client)) return Y.getItem(this.#doc.store, id)
		const block = this.#blocks.get(id.client) as Struct[]
		return block[Y.findIndexSS(block, id.clock)] as Struct
	}

	/** The path of a neighbour, which is in the document or new. */
	#pathOf(struct: Struct): ResolvedParent {
		if (!(struct instanceof Y.Item)) return 'dropped'
		const known = this.#resolved.get(struct)
		if (known) return known
		return struct.parent ? this.#pathIn(struct.parent, struct.parentSub) : 'dropped'
	}

	#pathInItem(id: Y.ID, key: string | null): ResolvedParent {
		const item = this.#find(id)
		if (!(item instanceof Y.Item) || this.#resolved.get(item) === 'dropped') return 'dropped'
		return item.content instanceof Y.ContentType ? this.#pathIn(item.content.type, key) : 'dropped'
	}

	#pathIn(type: AnyType, key: string | null): ResolvedParent {
		const level = this.#levelOf(type)
		return level ? { parent: type, key, level } : 'forbidden'
	}

	#levelOf(type: AnyType): Level | null {
		if (type === this.#root) return 'records'
		const fresh = this.#newTypes?.get(type)
		if (fresh) return fresh
		const item = type instanceof Y.AbstractType ? type._item : null
		if (!item?.parent) return null
		const above = this.#levelOf(item.parent)
		if (above === 'records' && type instanceof Y.Map) return 'record'
		return above === 'record' && type instanceof Y.Text ? 'text' : null
	}
}

/** The parent of an item between two neighbours, one of which may be missing. */
function between(left: ResolvedParent | null, right: ResolvedParent | null): ResolvedParent {
	if (left === 'dropped' || right === 'dropped') return 'dropped'
	if (left === 'forbidden' || right === 'forbidden') return 'forbidden'
	// A field's value has only the value that it replaces on its left; with a right neighbour, copies
	// could disagree on the winner.
	if (right && right.key !== null) return 'forbidden'
	if (left && right && (left.parent !== right.parent || left.key !== right.key)) return 'forbidden'
	return left ?? right ?? 'forbidden'
}

function isAllowedIn({ content }: Y.Item, { level, key }: ParentPath): boolean {
	const isEmpty = content instanceof Y.ContentDeleted
	if (level === 'text') return key === null && (isEmpty || content instanceof Y.ContentString)
	if (key === null) return false
	const type = content instanceof Y.ContentType ? content.type : null
	if (level === 'records') return RECORD_ID_PATTERN.test(key) && (isEmpty || type instanceof Y.Map)
	if (!isFieldName(key)) return false
	return isEmpty || content instanceof Y.ContentAny || (isTextKey(key) && type instanceof Y.Text)
}
