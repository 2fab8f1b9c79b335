import {
	type BoardRecord,
	buildLink,
	createId,
	indicesOnTop,
	isCard,
	linkDirection,
	PAGE_ID,
	putRecord,
	type Records,
} from '@charrette/shared'

/** Links two cards, in the direction that has a meaning. The caller makes it a step of undo. */
export function writeLink(
	records: Records,
	shown: ReadonlyMap<string, BoardRecord>,
	first: string,
	second: string,
): void {
	const [one, other] = [shown.get(first), shown.get(second)]
	if (!isCard(one) || !isCard(other)) return
	const ends = linkDirection({ id: one.id, kind: one.props.kind }, { id: other.id, kind: other.props.kind })
	const parent = one.parentId === other.parentId ? one.parentId : PAGE_ID
	const [index] = indicesOnTop(shown.values(), parent, 1)
	if (!index) return
	for (const record of buildLink(createId(), ends, index))
		putRecord(records, record.typeName === 'shape' ? { ...record, parentId: parent as typeof record.parentId } : record)
}
