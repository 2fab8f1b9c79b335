/**
 * The settings of the host as fields of the form: each text in each language is one, so that two
 * hosts who write in two languages keep each other's texts (HOST8d).
 */
import { type HostSettings, type HostSettingsBody, LOCALES, type Locale } from '@charrette/shared'

const TEXT_FIELDS = ['line', 'notice', 'privacy'] as const
export type TextFieldName = (typeof TEXT_FIELDS)[number]
type TextKey = `${TextFieldName} ${Locale}`
export type SettingsFields = Pick<HostSettings, 'name' | 'locales' | 'opening'> & Record<TextKey, string>

export const textKey = (field: TextFieldName, locale: Locale): TextKey => `${field} ${locale}`

export function toFields(settings: HostSettings): SettingsFields {
	const { name, locales, opening } = settings
	const texts = TEXT_FIELDS.flatMap((field) =>
		LOCALES.map((locale) => [textKey(field, locale), settings[field][locale] ?? '']),
	)
	return { name, locales, opening, ...(Object.fromEntries(texts) as Record<TextKey, string>) }
}

/** Returns the edits that differ from what is stored, as they are saved. */
export function changeOf(edits: Partial<SettingsFields>, stored: HostSettings): HostSettingsBody {
	const { name, locales, opening } = edits
	const change: HostSettingsBody = {
		...(name !== undefined && name !== stored.name && { name }),
		...(locales && locales.join() !== stored.locales.join() && { locales }),
		...(opening && opening !== stored.opening && { opening }),
	}
	for (const field of TEXT_FIELDS)
		for (const locale of LOCALES) {
			const text = edits[textKey(field, locale)]
			if (text === undefined || text === (stored[field][locale] ?? '')) continue
			change[field] = { ...change[field], [locale]: text }
		}
	return change
}
