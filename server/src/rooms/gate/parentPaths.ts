import { isFieldName, RECORD_ID_PATTERN, recordsOf, TEXT_KEY } from '@charrette/shared'
import * as Y from 'yjs'
import type { Struct } from './updateCodec.ts'

type AnyType = NonNullable<Y.Item['parent']>
/**
 * The three levels of a board's document: the root map of records, a record, and a record's text.
 */
type Level = 'records' | 'record' | 'text'

/** Where an item is: the type that contains it, and its key there. */
export interface ParentPath {
	parent: AnyType
	key: string | null
	level: Level
}

/**
 * The parent of an item; `dropped` if Yjs will drop the item because its parent is gone,
 * `forbidden` if it may not be there.
 */
export type ResolvedParent = ParentPath | 'dropped' | 'forbidden'

/**
 * Resolves the parent of each struct of an update. An item names its parent only if it names no
 * neighbour; otherwise it has the parent of its neighbours, as in `Item.getMissing` of Yjs. Call
 * `resolve` in the order of dependencies.
 */
export function createParentPaths(doc: Y.Doc, blocks: ReadonlyMap<number, readonly Struct[]>) {
	const root = recordsOf(doc)
	const resolved = new Map<Struct, ResolvedParent>()
	const newTypes = new Map<AnyType, Level>()

	function find(id: Y.ID): Struct {
		if (id.clock < Y.getState(doc.store, id.client)) return Y.getItem(doc.store, id)
		const block = blocks.get(id.client) as Struct[]
		return block[Y.findIndexSS(block, id.clock)] as Struct
	}

	function levelOf(type: AnyType): Level | null {
		if (type === root) return 'records'
		const fresh = newTypes.get(type)
		if (fresh) return fresh
		const item = type instanceof Y.AbstractType ? type._item : null
		if (!item?.parent) return null
		const above = levelOf(item.parent)
		if (above === 'records' && type instanceof Y.Map) return 'record'
		return above === 'record' && type instanceof Y.Text ? 'text' : null
	}

	function pathIn(type: AnyType, key: string | null): ResolvedParent {
		const level = levelOf(type)
		return level ? { parent: type, key, level } : 'forbidden'
	}

	/** The path of a neighbour, which is in the document or new. */
	function pathOf(struct: Struct): ResolvedParent {
		if (!(struct instanceof Y.Item)) return 'dropped'
		const known = resolved.get(struct)
		if (known) return known
		return struct.parent ? pathIn(struct.parent, struct.parentSub) : 'dropped'
	}

	function pathInItem(id: Y.ID, key: string | null): ResolvedParent {
		const item = find(id)
		if (!(item instanceof Y.Item) || resolved.get(item) === 'dropped') return 'dropped'
		return item.content instanceof Y.ContentType ? pathIn(item.content.type, key) : 'dropped'
	}

	function findPath(item: Y.Item): ResolvedParent {
		const left = item.origin && pathOf(find(item.origin))
		const right = item.rightOrigin && pathOf(find(item.rightOrigin))
		if (left || right) return between(left, right)
		if (item.parent instanceof Y.ID) return pathInItem(item.parent, item.parentSub)
		return (item.parent as unknown) === 'records' ? pathIn(root, item.parentSub) : 'forbidden'
	}

	return {
		/** Resolves the parent of a struct, and checks that its content is allowed there. */
		resolve(struct: Struct): ResolvedParent {
			const found = struct instanceof Y.Item ? findPath(struct) : 'dropped'
			const isAllowed = typeof found === 'string' || isAllowedIn(struct as Y.Item, found)
			const parent = isAllowed ? found : 'forbidden'
			resolved.set(struct, parent)
			if (typeof parent !== 'string' && struct instanceof Y.Item && struct.content instanceof Y.ContentType)
				newTypes.set(struct.content.type, parent.level === 'records' ? 'record' : 'text')
			return parent
		},
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
	return isEmpty || content instanceof Y.ContentAny || (key === TEXT_KEY && type instanceof Y.Text)
}
