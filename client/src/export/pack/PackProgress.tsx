import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { type MissingFile, nameOfMissing } from './Pack.ts'
import styles from './pack.module.css'
import type { PackingState } from './usePacking.ts'

/** How far a pack is, with the way to call it off; then what became of it. */
export function PackProgress({ state }: { state: PackingState }) {
	const { t } = useTranslation(['pack', 'app'])
	switch (state.step) {
		case 'idle':
			return null
		case 'making': {
			const { done, all, board, isWaiting } = state
			const now = board === null ? t('wholeNow') : t('boardNow', { board })
			return (
				<div className={styles['making']}>
					<span role="status">{isWaiting ? t('waiting') : now}</span>
					<progress aria-label={t('progress')} value={done} max={all} />
					<span className={styles['count']}>{t('steps', { done, all })}</span>
					<Button onClick={state.cancel}>{t('cancel')}</Button>
				</div>
			)
		}
		case 'made': {
			const { name, missing, empty } = state.pack
			return (
				<div className={styles['made']} role="status">
					<p>{t('made', { name })}</p>
					{empty.length > 0 && <p>{t('empty', { boards: empty.map(({ title }) => title).join(t('comma')) })}</p>}
					{missing.length > 0 && (
						<p className={styles['missing']}>
							{t('missing', { files: missing.map((file) => nameOfMissing(file, t)).join(t('comma')) })}
							{reasonsOf(missing).map((code) => (
								<span key={code}> {t(`app:errors.${code}`)}</span>
							))}
						</p>
					)}
				</div>
			)
		}
		case 'failed':
			return (
				<p role="alert" className={styles['missing']}>
					{state.code === 'internal' ? t('failed') : t(`app:errors.${state.code}`)}
				</p>
			)
	}
}

/** Why files are missing, each reason once, where it is known: whether to try again follows from it. */
function reasonsOf(missing: readonly MissingFile[]) {
	return [...new Set(missing.map(({ code }) => code))].filter((code) => code !== 'internal')
}
