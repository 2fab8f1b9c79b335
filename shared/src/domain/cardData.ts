/**
 * The data of a card in files of other programs, under a key of ours:
 *
 *     {kind, city, author?, category?, description?, source?}
 *
 * The drawing shows the rest of the card: its text, place, cluster and image.
 */
import type { Card } from './BoardContent.ts'
import { CARD_FIELDS, DRAWN_FIELDS, type DrawnField } from './cardFields.ts'

type CardData = Partial<Pick<Card, DrawnField>>

/** Returns the data of a card. */
export function cardData(card: Card): CardData {
	return Object.fromEntries(DRAWN_FIELDS.flatMap((field) => (card[field] === undefined ? [] : [[field, card[field]]])))
}

/** Reads data of a card: texts are cut to their length, and empty and invalid values left out. */
export function readCardData(data: Readonly<Record<string, unknown>>): CardData {
	return Object.fromEntries(
		DRAWN_FIELDS.flatMap((field) => {
			const value = validValue(CARD_FIELDS[field], data[field])
			return value === '' ? [] : [[field, value]]
		}),
	)
}

function validValue(field: { values?: readonly string[]; maxLength?: number }, value: unknown): string {
	if (typeof value !== 'string') return ''
	return field.values ? (field.values.find((one) => one === value) ?? '') : value.slice(0, field.maxLength)
}
