import { joinParts } from '../i18n/listText.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Icon } from '../ui/Icon.tsx'
import { joinClasses } from '../ui/joinClasses.ts'
import styles from './Avatars.module.css'

/**
 * The properties of a person that an avatar shows. A facilitator's name is empty; "facilitator" is
 * shown instead.
 */
export interface AvatarPerson {
	name: string
	city: string
	colour: string
	/** The person's status, if it is to be shown. */
	done?: boolean
	help?: boolean
}

/**
 * Shows a person's initials in their colour. Hidden from screen readers: the caller shows the name,
 * or includes it in a label.
 */
export function Avatar({ person, isAway = false }: { person: AvatarPerson; isAway?: boolean }) {
	const { t } = useTranslation()
	const name = person.name || t('people.facilitator')
	const status = person.help ? 'help' : person.done ? 'done' : null
	const title = [name, person.city, status && t(`signals.${status}`)].filter(Boolean).join(' · ')
	return (
		<span
			className={joinClasses(styles['avatar'], isAway && styles['away'])}
			style={isAway ? undefined : { backgroundColor: person.colour }}
			title={title}
			aria-hidden="true"
		>
			{initialsOf(name)}
			{status && (
				<span className={styles['status']} data-status={status}>
					<Icon name={status === 'help' ? 'raised' : 'check'} size={11} />
				</span>
			)}
		</span>
	)
}

/** Shows overlapping avatars; people beyond `max` are only counted. */
export function Avatars({ people, max = 5 }: { people: readonly AvatarPerson[]; max?: number }) {
	const { t } = useTranslation()
	const shown = people.slice(0, max)
	const hidden = people.length - shown.length
	const names = shown.map(({ name, city, help, done }) =>
		joinParts([name || t('people.facilitator'), city, help && t('signals.help'), done && t('signals.done')]),
	)
	const label = [
		t('people.here', { count: people.length }),
		...names,
		...(hidden ? [t('people.more', { count: hidden })] : []),
	]
	return (
		<span className={styles['avatars']} role="img" aria-label={label.join('; ')}>
			{shown.map((person, index) => (
				// Two people may have the same name, so the index is part of the key.
				<Avatar key={`${person.name}-${index}`} person={person} />
			))}
			{hidden > 0 && (
				<span className={joinClasses(styles['avatar'], styles['rest'])} aria-hidden="true">
					+{hidden}
				</span>
			)}
		</span>
	)
}

const HAN = /\p{Script=Han}/u

/**
 * Returns up to two initials: `AR` for Ana María Ruiz; for a Chinese name its last character, `明`
 * for 李明.
 */
export function initialsOf(name: string): string {
	const words = name.trim().split(/\s+/).filter(Boolean)
	const first = [...(words[0] ?? '')]
	if (first.length === 0) return '?'
	if (words.length === 1) return HAN.test(name) ? (first.at(-1) ?? '?') : (first[0] ?? '?').toUpperCase()
	const last = [...(words.at(-1) ?? '')]
	return `${first[0] ?? ''}${last[0] ?? ''}`.toUpperCase()
}
