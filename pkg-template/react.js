'use client';
/** Flags in React 18 and 19. Nothing is exposed while rendering: a render may be thrown away, what is committed is shown. */
export { BurgeeProvider, useClient, useStatus } from './react/provider.js';
export { useFlag, useFlagDetails } from './react/flag.js';
export { useFlagWhenSeen } from './react/seen.js';
