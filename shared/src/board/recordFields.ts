import type { JsonObject } from '@tldraw/utils'
import type { T } from '@tldraw/validate'
import { isCardTranslation, localeOfKey } from '../domain/cardTranslations.ts'
import { hasInvalidXmlChars } from '../domain/characters.ts'
import { isThreadRecord } from '../domain/ids.ts'
import { threadFields } from '../domain/threads.ts'
import { isValidPlace } from './place.ts'
import { isBindingId, isShapeType, META_KEY, SIZED } from './recordCodec.ts'
import { textsOf } from './recordTexts.ts'
import { DEFAULT_BINDING_PROPS, DEFAULT_PROPS, DEFAULT_SHAPE_FIELDS, PROP_VALIDATORS } from './schema.ts'

/* The fields of records, each on its own: for those who check documents of others. */

/** Whether a board reads this field of a record with this id and type. */
export function isKnownField(id: string, type: unknown, key: string): boolean {
	if (isThreadRecord(id)) return Object.hasOwn(threadFields(id), key)
	if (key === 'type' || META_KEY.test(key)) return true
	if (id.startsWith('binding:')) return key === 'fromId' || key === 'toId' || isPropOf(DEFAULT_BINDING_PROPS, key)
	if (!isShapeType(type)) return false
	if (textsOf(type).some((text) => text.key === key)) return true
	if (type === 'card' && localeOfKey(key) !== null) return true
	if (key === 'wh') return SIZED.has(type)
	return Object.hasOwn(DEFAULT_SHAPE_FIELDS, key) || isPropOf(DEFAULT_PROPS[type], key)
}

function isPropOf(defaults: JsonObject, key: string): boolean {
	return key.startsWith('props.') && Object.hasOwn(defaults, key.slice(6))
}

/**
 * Whether a value of a field is valid on its own, independently of the other fields of its record,
 * and is read as it is stored. Also returns false if only the whole record could show that.
 */
export function isValidField(id: string, type: unknown, key: string, value: unknown): boolean {
	if (typeof type !== 'string' || value === undefined || value === null) return false
	const validators = PROP_VALIDATORS[isBindingId(id) ? 'binding' : type]
	if (!validators || (typeof value === 'string' && hasInvalidXmlChars(value))) return false
	if (key === 'xy') return !isBindingId(id) && isValidPlace(value)
	if (key === 'wh')
		return SIZED.has(type) && isPairOf(value, (size, at) => passes(validators[at === 0 ? 'w' : 'h'], size))
	if (!isKnownField(id, type, key)) return true
	if (localeOfKey(key) !== null) return isCardTranslation(value)
	return key.startsWith('props.') ? passes(validators[key.slice(6)], value) : key.startsWith('meta.')
}

function isPairOf(value: unknown, isValid: (one: unknown, at: number) => boolean): boolean {
	return Array.isArray(value) && value.length === 2 && isValid(value[0], 0) && isValid(value[1], 1)
}

function passes(validator: T.Validatable<unknown> | undefined, value: unknown): boolean {
	try {
		return validator !== undefined && validator.validate(value) === value
	} catch {
		return false
	}
}
