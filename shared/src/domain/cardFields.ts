/**
 * The fields of a card in one table. The schema of the document, the comparison of versions, the
 * announcements, the filter, the first line of a card, tables and the data of cards in files of
 * other programs follow it. What it cannot reach satisfies `Record<keyof Card, …>`.
 */
import { CARD_KINDS, type Card, OBSTACLE_CATEGORIES } from './BoardContent.ts'
import { LIMITS } from './limits.ts'

interface CardField {
	/** The key of the field in the record (DOC1). Fields without a key are derived. */
	key?: string
	/** The default of a field of the schema. Null: a card without a value. */
	default?: string | null
	/** The values of a choice. */
	values?: readonly string[]
	/** The facet of the filter; for a choice also the key of the names of its values. */
	plural?: string
	/** The maximum length of a text. */
	maxLength?: number
	/** A text of the details (DETAIL1), which is a Y.Text in the document. */
	isDetail?: true
	/** How the history lists a change (HIST3a): with the former value, or by the field's name. */
	compared?: 'value' | 'name'
	/** The list announces another person's change. */
	isAnnounced?: true
	/** The drawings of other programs have it as data of the card (`cardData`). */
	isInDrawings?: true
}

export const CARD_FIELDS = {
	id: {},
	kind: {
		key: 'props.kind',
		default: 'note',
		values: CARD_KINDS,
		plural: 'kinds',
		compared: 'value',
		isAnnounced: true,
		isInDrawings: true,
	},
	text: { key: 'text', default: '', maxLength: LIMITS.maxCardTextLength, compared: 'value', isAnnounced: true },
	city: {
		key: 'props.city',
		default: '',
		maxLength: LIMITS.maxCityLength,
		plural: 'cities',
		compared: 'value',
		isInDrawings: true,
	},
	author: { key: 'meta.authorName', maxLength: LIMITS.maxNameLength, isInDrawings: true },
	category: {
		key: 'props.category',
		default: null,
		values: OBSTACLE_CATEGORIES,
		plural: 'categories',
		compared: 'value',
		isAnnounced: true,
		isInDrawings: true,
	},
	cluster: { key: 'parentId', isAnnounced: true },
	description: {
		key: 'meta.description',
		maxLength: LIMITS.maxDescriptionLength,
		isDetail: true,
		compared: 'name',
		isInDrawings: true,
	},
	source: {
		key: 'meta.source',
		maxLength: LIMITS.maxSourceLength,
		isDetail: true,
		compared: 'name',
		isInDrawings: true,
	},
	/** One value for each language, under `tr.<locale>` (READ5). */
	translations: { key: 'tr', compared: 'name' },
	image: { key: 'meta.image', compared: 'name' },
	isLocked: { key: 'isLocked' },
	votes: {},
	reactions: {},
	from: { key: 'meta.from' },
	document: { key: 'meta.document', compared: 'name' },
	/** Derived from the field `meta.joined` of the other cards. */
	joined: {},
} as const satisfies Record<keyof Card, CardField>

type CardFields = typeof CARD_FIELDS
type FieldWith<Row> = { [Field in keyof CardFields]: CardFields[Field] extends Row ? Field : never }[keyof CardFields]

/** Returns the fields whose row has this property, in the order of the table. */
function fieldsWith<Property extends keyof CardField>(property: Property) {
	const fields = Object.entries(CARD_FIELDS).flatMap(([field, row]) => (property in row ? [field] : []))
	return fields as FieldWith<{ [One in Property]: unknown }>[]
}

/** The fields that are props of the schema. */
export type CardProp = FieldWith<{ default: unknown }>
export const CARD_PROPS: readonly CardProp[] = fieldsWith('default')
/** The value of a prop: one of its values or null, or a text. */
export type CardPropValue<Prop extends CardProp> = CardFields[Prop] extends { values: readonly (infer Value)[] }
	? Value | (null extends CardFields[Prop]['default'] ? null : never)
	: string

/** The fields with one of several values. */
export type CardChoice = FieldWith<{ values: unknown }>
export const CARD_CHOICES: readonly CardChoice[] = fieldsWith('values')
export const isChoice = (field: keyof Card): field is CardChoice => CARD_CHOICES.some((choice) => choice === field)

/** The texts of the details (DETAIL1). */
export type DetailField = FieldWith<{ isDetail: true }>
export const DETAIL_FIELDS: readonly DetailField[] = fieldsWith('isDetail')

/** The fields in the data of cards in drawings. */
export type DrawnField = FieldWith<{ isInDrawings: true }>
export const DRAWN_FIELDS: readonly DrawnField[] = fieldsWith('isInDrawings')

/** The fields that versions of a card are compared by. */
export const COMPARED_FIELDS = fieldsWith('compared')
export type ComparedField = (typeof COMPARED_FIELDS)[number]
const ANNOUNCED_FIELDS = fieldsWith('isAnnounced')

/** Returns the compared fields of a card that differ between two versions of it (HIST3a). */
export function changedCardFields(before: Card, after: Card): ComparedField[] {
	return COMPARED_FIELDS.filter((field) => !isSameValue(before[field], after[field]))
}

/** Whether the history lists a change of a field by the name of the field. */
export function isComparedByName(field: ComparedField): field is FieldWith<{ compared: 'name' }> {
	return CARD_FIELDS[field].compared === 'name'
}

/** Whether a change of a card is announced. */
export function isAnnouncedChange(before: Card, after: Card): boolean {
	return ANNOUNCED_FIELDS.some((field) => !isSameValue(before[field], after[field]))
}

function isSameValue(one: unknown, other: unknown): boolean {
	return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other))
}

/** Returns the name of a value of a choice, in one language. */
export type NameOf = (choice: CardChoice, value: string) => string

type Chosen = Readonly<Partial<Record<CardChoice, string | null>> & Pick<Card, 'kind'>>

/** Returns the names in the first line of a card: that of its kind, and of its other choices. */
export function cardLabel(card: Chosen, nameOf: NameOf): [kind: string, ...others: string[]] {
	const others = CARD_CHOICES.flatMap((choice) => {
		const value = choice !== 'kind' && card[choice]
		return value ? [nameOf(choice, value)] : []
	})
	return [nameOf('kind', card.kind), ...others]
}
