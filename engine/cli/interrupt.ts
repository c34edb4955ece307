/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    let isFirst = true;
    const onSignal = (): void => {
      if (!isFirst) process.exit(130);
      isFirst = false;
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}
