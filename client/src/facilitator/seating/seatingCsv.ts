import { languagesOf, usualSeparator, writeCsv } from '@charrette/shared'
import { textsIn } from '../../i18n/texts.ts'
import { readLocale } from '../../i18n/useTranslation.ts'
import { languageName } from './searchPeople.ts'
import type { SeatingTable } from './seatedPeople.ts'

/** Writes the seating as CSV in a language: a row for each person (SEAT6). */
export function seatingCsv(tables: readonly SeatingTable[], language: string): string {
	const t = textsIn(language, 'dashboard')
	const heading = [
		t('seating.table'),
		t('people.name'),
		t('people.city'),
		t('seating.language'),
		t('seating.states.host'),
	]
	const rows = tables.flatMap(({ group, people }) =>
		people.map(({ participant, isHost }) => [
			group?.name ?? t('seating.unseated'),
			participant.name,
			participant.city,
			languagesOf(participant)
				.map((locale) => languageName(locale, language))
				.join(', '),
			isHost ? t('seating.states.host') : '',
		]),
	)
	return writeCsv([heading, ...rows], usualSeparator(readLocale()))
}
