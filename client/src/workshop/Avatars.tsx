import { useTranslation } from '../i18n/useTranslation.ts'
import { Icon } from '../ui/Icon.tsx'
import { joinClasses } from '../ui/joinClasses.ts'
import styles from './Avatars.module.css'

/**
 * The properties of a person that an avatar shows. A facilitator's name is empty; "facilitator" is
 * shown instead.
 */
export interface Face {
	name: string
	city: string
	colour: string
	/** The person's signals, if they are to be shown. */
	done?: boolean
	help?: boolean
}

/**
 * Shows a person's initials in their colour. Hidden from screen readers: the caller shows the name,
 * or includes it in a label.
 */
export function Avatar({ face, isAway = false }: { face: Face; isAway?: boolean }) {
	const { t } = useTranslation()
	const name = face.name || t('people.facilitator')
	const signal = face.help ? 'help' : face.done ? 'done' : null
	const title = [name, face.city, signal && t(`signals.${signal}`)].filter(Boolean).join(' · ')
	return (
		<span
			className={joinClasses(styles['avatar'], isAway && styles['away'])}
			style={isAway ? undefined : { backgroundColor: face.colour }}
			title={title}
			aria-hidden="true"
		>
			{initialsOf(name)}
			{signal && (
				<span className={styles['signal']} data-signal={signal}>
					<Icon name={signal === 'help' ? 'raised' : 'check'} size={11} />
				</span>
			)}
		</span>
	)
}

/** Shows overlapping avatars; people beyond `max` are only counted. */
export function Avatars({ faces, max = 5 }: { faces: readonly Face[]; max?: number }) {
	const { t } = useTranslation()
	const shown = faces.slice(0, max)
	const hidden = faces.length - shown.length
	const names = shown.map(({ name, city, help, done }) =>
		[name || t('people.facilitator'), city, help && t('signals.help'), done && t('signals.done')]
			.filter(Boolean)
			.join(', '),
	)
	const label = [
		t('people.here', { count: faces.length }),
		...names,
		...(hidden ? [t('people.more', { count: hidden })] : []),
	]
	return (
		<span className={styles['avatars']} role="img" aria-label={label.join('; ')}>
			{shown.map((face, index) => (
				// Two people may have the same name, so the index is part of the key.
				<Avatar key={`${face.name}-${index}`} face={face} />
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
