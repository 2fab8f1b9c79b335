import { isFieldName, RECORD_ID_PATTERN, recordsOf, TEXT_KEY } from '@charrette/shared'
import * as Y from 'yjs'
import type { Struct } from './updateCodec.ts'

type AnyType = NonNullable<Y.Item['parent']>
/** The three places of a board: the root of records, one record, and a record's text. */
type Level = 'records' | 'record' | 'text'

/** Where an item lies: the type that holds it, and the key it has there. */
export interface ParentPath {
	parent: AnyType
	key: string | null
	level: Level
}

/** What became of an item: it has a place, Yjs will drop it because what it hangs on is gone, or it may not be. */
export type ResolvedParent = ParentPath | 'dropped' | 'forbidden'

/**
 * Finds the place of each struct of an update. An item names its parent only if it names no neighbour; otherwise it
 * lies where its neighbours do, as `Item.getMissing` decides it. Ask in the order of dependencies.
 */
export function createParentPaths(doc: Y.Doc, blocks: ReadonlyMap<number, readonly Struct[]>) {
	const root = recordsOf(doc)
	const placings = new Map<Struct, ResolvedParent>()
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
		const holder = type instanceof Y.AbstractType ? type._item : null
		if (!holder?.parent) return null
		const above = levelOf(holder.parent)
		if (above === 'records' && type instanceof Y.Map) return 'record'
		return above === 'record' && type instanceof Y.Text ? 'text' : null
	}

	function inside(type: AnyType, key: string | null): ResolvedParent {
		const level = levelOf(type)
		return level ? { parent: type, key, level } : 'forbidden'
	}

	/** Where a neighbour lies, be it in the document or new. */
	function besides(struct: Struct): ResolvedParent {
		if (!(struct instanceof Y.Item)) return 'dropped'
		const placing = placings.get(struct)
		if (placing) return placing
		return struct.parent ? inside(struct.parent, struct.parentSub) : 'dropped'
	}

	function under(id: Y.ID, key: string | null): ResolvedParent {
		const holder = find(id)
		if (!(holder instanceof Y.Item) || placings.get(holder) === 'dropped') return 'dropped'
		return holder.content instanceof Y.ContentType ? inside(holder.content.type, key) : 'dropped'
	}

	function resolve(item: Y.Item): ResolvedParent {
		const left = item.origin && besides(find(item.origin))
		const right = item.rightOrigin && besides(find(item.rightOrigin))
		if (left || right) return between(left, right)
		if (item.parent instanceof Y.ID) return under(item.parent, item.parentSub)
		return (item.parent as unknown) === 'records' ? inside(root, item.parentSub) : 'forbidden'
	}

	return {
		/** Finds where a struct lies, and whether what it holds may lie there. */
		place(struct: Struct): ResolvedParent {
			const resolved = struct instanceof Y.Item ? resolve(struct) : 'dropped'
			const isAllowed = typeof resolved === 'string' || isAllowedIn(struct as Y.Item, resolved)
			const placing = isAllowed ? resolved : 'forbidden'
			placings.set(struct, placing)
			if (typeof placing !== 'string' && struct instanceof Y.Item && struct.content instanceof Y.ContentType)
				newTypes.set(struct.content.type, placing.level === 'records' ? 'record' : 'text')
			return placing
		},
	}
}

/** The place between two neighbours, of which one may be missing. */
function between(left: ResolvedParent | null, right: ResolvedParent | null): ResolvedParent {
	if (left === 'dropped' || right === 'dropped') return 'dropped'
	if (left === 'forbidden' || right === 'forbidden') return 'forbidden'
	// A field's value has only what it takes the place of; with a right neighbour as well, copies could disagree on the last.
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
