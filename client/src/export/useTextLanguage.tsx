import {
	LOCALES,
	type Locale,
	TEXT_CHOICES,
	type TextChoice,
	type TextLanguage,
	type Workshop,
} from '@charrette/shared'
import { useSyncExternalStore } from 'react'
import { localStore } from '../connection/browserStorage.ts'
import { useTranslates } from '../connection/clientInfo.ts'
import { createObservable } from '../connection/observable.ts'
import { LOCAL_KEYS } from '../connection/storageKeys.ts'
import { listLanguages, useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { Select } from '../ui/Select.tsx'

/** The language of exported texts that this person chose last; null for texts as written. */
const choice = createObservable(readChoice())

function readChoice(): TextLanguage | null {
	const [chosen, to] = (localStore.read(LOCAL_KEYS.exportTexts) ?? '').split(' ')
	return to && (chosen === 'translated' || chosen === 'both') ? { choice: chosen, to } : null
}

function choose(language: TextLanguage | null): void {
	localStore.write(LOCAL_KEYS.exportTexts, language ? `${language.choice} ${language.to}` : 'written')
	choice.set(language)
}

/**
 * Returns the language of exported texts, and whether it is offered (EXP10f): where there is a
 * translator, or people have translated cards themselves. If no board is open, nobody knows the
 * latter, but people of a workshop in several languages may have done so.
 */
export function useTextLanguage({ locales, isUntranslated }: Workshop) {
	const canTranslate = useTranslates() && isUntranslated !== true
	const chosen = useSyncExternalStore(choice.subscribe, choice.get)
	const isOffered = (hasTranslations: boolean | null) => canTranslate || (hasTranslations ?? locales.length > 1)
	return {
		isOffered,
		languageIf: (hasTranslations: boolean | null) => (isOffered(hasTranslations) ? chosen : null),
	}
}

/** Returns the language of a file's headings: that of its texts, if they are in one language. */
export function fileLocale(language: TextLanguage | null, locale: Locale): Locale {
	return (language?.choice === 'translated' && LOCALES.find((one) => one === language.to)) || locale
}

/**
 * Returns the choice between texts as written, in one language, and both, for a group of options;
 * and the list of languages beside them.
 */
export function useTextChoices(locales: readonly Locale[], language: TextLanguage | null) {
	const { t } = useTranslation('archive')
	const own = useLanguage()
	const all = listLanguages()
	// The workshop's languages come first. The chosen one may be gone from the server.
	const tags = new Set([own, ...locales, ...all.map(({ tag }) => tag), language?.to ?? own])
	const options = [...tags].map((tag) => ({ value: tag, label: all.find((one) => one.tag === tag)?.name ?? tag }))
	return {
		label: t('texts.label'),
		value: language?.choice ?? ('written' as const),
		options: TEXT_CHOICES.map((choice) => ({ value: choice, label: t(`texts.${choice}`) })),
		onChange: (choice: TextChoice) => choose(choice === 'written' ? null : { choice, to: language?.to ?? own }),
		children: language && (
			<Select
				label={t('texts.language')}
				value={language.to}
				options={options}
				onChange={(to) => choose({ ...language, to })}
				size="small"
			/>
		),
	}
}
