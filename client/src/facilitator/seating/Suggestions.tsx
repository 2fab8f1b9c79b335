import type { Workshop } from '@charrette/shared'
import { useMemo, useState } from 'react'
import { joinParts, listNames } from '../../i18n/listText.ts'
import type { Translate } from '../../i18n/texts.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { watchMedia } from '../../ui/mediaQuery.ts'
import { useToast } from '../../ui/Toasts.tsx'
import type { RunCommand } from '../useCommand.ts'
import type { SeatedPerson } from './seatedPeople.ts'
import styles from './seating.module.css'
import { type Suggestion, suggestSeats } from './suggestions.ts'
import type { SeatChanges } from './useSeatChanges.ts'

/** The number of suggestions that are shown at once. */
const MAX_SHOWN = 6
/** On a phone, the suggestions are closed at first, so that the tables are in view. */
const isPhone = watchMedia('(width <= 700px)')
/** The number of names in one suggestion. */
const MAX_NAMES = 6

interface SuggestionsProps {
	workshop: Workshop
	people: readonly SeatedPerson[]
	changes: SeatChanges
	run: RunCommand
	onMerge: (person: SeatedPerson) => void
}

/** The suggestions for the seating, each with the button that does it (SEAT4). */
export function Suggestions({ workshop, people, changes, run, onMerge }: SuggestionsProps) {
	const { t } = useTranslation('dashboard')
	const [ignored, setIgnored] = useState<ReadonlySet<string>>(new Set())
	const all = useMemo(() => suggestSeats(workshop), [workshop])
	const left = all.filter(({ key }) => !ignored.has(key))
	const apply = useApplySuggestion({ people, changes, run, onMerge })
	if (left.length === 0) return null
	return (
		<details className={styles['suggestions']} open={!isPhone.get()}>
			<summary>
				{t('seating.suggestions')} <b>{left.length}</b>
			</summary>
			<ul>
				{left.slice(0, MAX_SHOWN).map((suggestion) => {
					const { text, action } = describe(suggestion, t)
					return (
						<li key={suggestion.key}>
							<span>{text}</span>
							<Button size="small" onClick={() => apply(suggestion)}>
								{action}
							</Button>
							<Button
								size="small"
								variant="quiet"
								icon="close"
								iconOnly
								aria-label={t('seating.suggest.ignore', { suggestion: text })}
								onClick={() => setIgnored(new Set(ignored).add(suggestion.key))}
							/>
						</li>
					)
				})}
			</ul>
		</details>
	)
}

/** Returns the sentence of a suggestion, and the label of its button. */
function describe(suggestion: Suggestion, t: Translate<['dashboard']>): { text: string; action: string } {
	switch (suggestion.kind) {
		case 'unseated':
			return {
				text: t('seating.suggest.unseated', { count: suggestion.people.length }),
				action: t('seating.suggest.seat'),
			}
		case 'late': {
			const named = suggestion.people.slice(0, MAX_NAMES).map(({ name }) => name)
			const more = suggestion.people.length - named.length
			const people = listNames(more > 0 ? [...named, `+${more}`] : named)
			return { text: t('seating.suggest.late', { people }), action: t('seating.suggest.keep') }
		}
		case 'alone':
			return {
				text: t('seating.suggest.alone', { name: suggestion.person.name, group: suggestion.group.name }),
				action: t('seating.suggest.move', { group: suggestion.to.name }),
			}
		case 'same': {
			const [one, other] = [suggestion.person, suggestion.other].map(({ name, city }) => joinParts([name, city]))
			return {
				text: t('seating.suggest.same', { one: one ?? '', other: other ?? '' }),
				action: t('seating.suggest.merge'),
			}
		}
		case 'spelling':
			return {
				text: t('seating.suggest.spelling', { from: suggestion.from, to: suggestion.to }),
				action: t('seating.suggest.rename', { to: suggestion.to }),
			}
	}
}

/** Returns the function that does what a suggestion says. */
function useApplySuggestion({ people, changes, run, onMerge }: Omit<SuggestionsProps, 'workshop'>) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const rename = async (renamed: readonly { id: SeatedPerson['participant']['id'] }[], city: string) => {
		for (const { id } of renamed) if (!(await run({ type: 'participant.change', participant: id, city }))) return false
		return true
	}
	return async (suggestion: Suggestion) => {
		const find = (id: string) => people.find(({ participant }) => participant.id === id)
		switch (suggestion.kind) {
			case 'unseated':
				return changes.seat(suggestion.seats)
			case 'late':
				return changes.seat(new Map(suggestion.people.map(({ id, group }) => [id, group])))
			case 'alone': {
				const person = find(suggestion.person.id)
				return person && changes.move(person, suggestion.to)
			}
			case 'same': {
				const person = find(suggestion.person.id)
				return person && onMerge(person)
			}
			case 'spelling': {
				const { from, to, people: renamed } = suggestion
				if (!(await rename(renamed, to))) return
				showToast(t('seating.suggest.renamed', { to }), 'note', {
					label: t('runSheet.undo'),
					onChoose: () => void rename(renamed, from),
				})
			}
		}
	}
}
